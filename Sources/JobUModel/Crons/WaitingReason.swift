/// What a run that waits is waiting for: the first of the things that claiming asks for and does not find.
package enum WaitingReason: Sendable, Equatable {
    /// `retry` is the number of the retry, of `limit`; nil before the first attempt.
    case time(Timestamp, retry: Int?, limit: Int, error: String?)
    case pausedQueue(String, reason: String?)
    case noWorker
    case unknownHandler(String)
    case unservedQueue(String, handler: String)
    case fullWorkers(running: Int, capacity: Int)
    case cronLimit(running: Int, limit: Int)
    case queueLimit(String, running: Int, limit: Int)
    case queueRate(String, limit: Int, seconds: Int)
    case nothing

    init(_ execution: Execution, _ facts: InstantFacts) {
        if execution.runAt > facts.now {
            self = .time(
                execution.runAt, retry: execution.status == .retry ? execution.retryCount : nil, limit: execution.options.maxRetry,
                error: execution.errorMessage)
        } else if let limit = facts.queueLimit, limit.pausedAt != nil {
            self = .pausedQueue(execution.options.queue, reason: limit.pauseReason)
        } else {
            self = Self.ofWorkers(execution, facts) ?? Self.ofLimits(execution, facts) ?? .nothing
        }
    }

    private static func ofWorkers(_ execution: Execution, _ facts: InstantFacts) -> WaitingReason? {
        guard !facts.workers.isEmpty else { return .noWorker }
        let knowing = facts.workers.filter { $0.registration.handlers.contains(execution.handlerName) }
        guard !knowing.isEmpty else { return .unknownHandler(execution.handlerName) }
        let serving = knowing.filter { $0.registration.queues?.contains(execution.options.queue) ?? true }
        guard !serving.isEmpty else { return .unservedQueue(execution.options.queue, handler: execution.handlerName) }
        guard serving.contains(where: { $0.running < $0.registration.capacity }) else {
            return .fullWorkers(
                running: serving.reduce(0) { $0 + $1.running }, capacity: serving.reduce(0) { $0 + $1.registration.capacity })
        }
        return nil
    }

    private static func ofLimits(_ execution: Execution, _ facts: InstantFacts) -> WaitingReason? {
        if let limit = execution.maxConcurrency, facts.runningOfCron >= limit {
            return .cronLimit(running: facts.runningOfCron, limit: limit)
        }
        guard let limit = facts.queueLimit else { return nil }
        if let most = limit.maxConcurrency, facts.runningInQueue >= most {
            return .queueLimit(execution.options.queue, running: facts.runningInQueue, limit: most)
        }
        guard limit.room(running: facts.runningInQueue, now: facts.now) == 0, let rate = limit.rateLimit else { return nil }
        return .queueRate(execution.options.queue, limit: rate, seconds: limit.ratePeriodSeconds)
    }

    /// The reason in English.
    var text: String {
        switch self {
        case .time(let instant, let retry, let limit, let error):
            (retry.map { "for retry \($0) of \(limit), " } ?? "") + "until \(instant)" + (error.map { "; \($0)" } ?? "")
        case .pausedQueue(let queue, let reason): "queue '\(queue)' is paused" + (reason.map { ": \($0)" } ?? "")
        case .noWorker: "no worker is alive (jobu run worker)"
        case .unknownHandler(let handler): "no live worker knows the handler '\(handler)'"
        case .unservedQueue(let queue, let handler): "no live worker that knows '\(handler)' serves the queue '\(queue)'"
        case .fullWorkers(let running, let capacity): "all workers for it are full: \(running) of \(capacity)"
        case .cronLimit(let running, let limit): "\(running) runs of the cron are at work, and max_concurrency is \(limit)"
        case .queueLimit(let queue, let running, let limit): "\(running) runs of queue '\(queue)' are at work, and its limit is \(limit)"
        case .queueRate(let queue, let limit, let seconds): "queue '\(queue)' may begin \(limit) runs in \(seconds) s, and has"
        case .nothing: "nothing is in its way; a worker should take it at any moment"
        }
    }
}
