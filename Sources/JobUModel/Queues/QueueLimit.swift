/// A row of `queues`: what one queue may do in the whole cluster. A queue without a row has no limits.
package struct QueueLimit: Sendable, Equatable {
    package var name: String
    /// Executions at the same time; nil for no limit.
    package var maxConcurrency: Int?
    /// Executions begun within `ratePeriodSeconds`; nil for no limit.
    package var rateLimit: Int?
    package var ratePeriodSeconds: Int
    /// Nothing is claimed while this is set.
    package var pausedAt: Timestamp?
    package var pauseReason: String?
    /// Executions that may begin at `tokensAt`; more come with time, up to `rateLimit`.
    package var tokens: Double
    package var tokensAt: Timestamp?

    package init(name: String, maxConcurrency: Int? = nil, rateLimit: Int? = nil, ratePeriodSeconds: Int = 60) {
        self.name = name
        self.maxConcurrency = maxConcurrency
        self.rateLimit = rateLimit
        self.ratePeriodSeconds = ratePeriodSeconds
        tokens = Double(rateLimit ?? 0)
    }

    /// What is wrong with it, for whoever wrote it.
    package var problems: [ValidationProblem] {
        var problems: [ValidationProblem] = []
        func check(_ holds: Bool, _ field: String, _ message: String) {
            if !holds { problems.append(ValidationProblem(field: field, message: message)) }
        }
        check(!name.isBlank && name.length <= 100 && name.isPrintable, "name", "must have 1 to 100 printable characters")
        check((1...1_000_000).contains(maxConcurrency ?? 1), "max_concurrency", "must be 1 to 1000000, or empty")
        check((1...1_000_000).contains(rateLimit ?? 1), "rate_limit", "must be 1 to 1000000, or empty")
        check((1...86_400).contains(ratePeriodSeconds), "rate_period_seconds", "must be 1 to 86400")
        check((pauseReason ?? "").length <= 500, "pause_reason", "must have at most 500 characters")
        return problems
    }

    /// How many executions may begin now.
    /// - Parameter running: executions of the queue that run in the whole cluster.
    package func freeCapacity(running: Int, now: Timestamp) -> Int {
        guard pausedAt == nil else { return 0 }
        let free = maxConcurrency.map { max(0, $0 - running) } ?? Int.max
        return min(free, rateLimit == nil ? Int.max : Int(available(at: now)))
    }

    /// Takes runs off what the rate allows.
    package mutating func begin(_ executions: Int, now: Timestamp) {
        guard rateLimit != nil else { return }
        tokens = max(0, available(at: now) - Double(executions))
        tokensAt = now
    }

    /// A bucket that fills evenly: a quiet minute allows one burst of `rateLimit` runs, and no more.
    private func available(at now: Timestamp) -> Double {
        guard let rateLimit, let tokensAt else { return Double(rateLimit ?? 0) }
        let elapsed = max(0, (now - tokensAt).inSeconds)
        return min(Double(rateLimit), tokens + elapsed * Double(rateLimit) / Double(max(1, ratePeriodSeconds)))
    }
}
