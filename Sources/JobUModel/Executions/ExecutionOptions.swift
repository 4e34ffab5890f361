/// How executions are carried out: where they wait, how urgently, how often they are tried, and how long an attempt may take.
///
/// ```swift
/// static let options = ExecutionOptions(queue: "money", maxRetry: 5, retryBackoff: .fixed(.seconds(60)), timeout: .seconds(600))
/// ```
/// A handler declares them, a cron or a caller may say otherwise. They are copied into an execution when it is made: a later change of the
/// handler or the cron does not reach one that exists.
public struct ExecutionOptions: Sendable, Hashable {
    /// Which queue they wait in; 1 to 100 characters.
    public var queue: String
    /// -10 to 10; each step is worth a minute of waiting.
    public var priority: Int
    /// Retries after the first attempt, 0 to 100.
    public var maxRetry: Int
    /// How long an execution that failed waits before its next attempt.
    public var retryBackoff: RetryBackoff
    /// Longest time of one attempt, 1 second to a week. It is stored in whole seconds; a part of a second counts as a whole one.
    public var timeout: Duration

    /// Options; without arguments those of every handler that declares none: queue `default`, priority 0, three retries, one hour.
    public init(
        queue: String = "default", priority: Int = 0, maxRetry: Int = 3, retryBackoff: RetryBackoff = RetryBackoff(),
        timeout: Duration = .seconds(3600)
    ) {
        self.queue = queue
        self.priority = priority
        self.maxRetry = maxRetry
        self.retryBackoff = retryBackoff
        self.timeout = timeout
    }

    /// The timeout as column, API and command line have it.
    package var timeoutSeconds: Int {
        get { timeout.wholeSeconds }
        set { timeout = .seconds(newValue) }
    }

    /// What is wrong with them, field by field as API and forms name the fields; empty when nothing is.
    public var problems: [ValidationProblem] {
        var problems: [ValidationProblem] = []
        func check(_ holds: Bool, _ field: String, _ message: String) {
            if !holds { problems.append(ValidationProblem(field: field, message: message)) }
        }
        check((0...100).contains(maxRetry), "max_retry", "must be 0 to 100")
        check((1...604_800).contains(timeoutSeconds), "timeout_seconds", "must be 1 to 604800 (a week)")
        check(!queue.isBlank && queue.length <= 100, "queue", "must have 1 to 100 characters")
        check((-10...10).contains(priority), "priority", "must be -10 to 10")
        check(
            (0...86_400).contains(retryBackoff.baseSeconds) && (0...604_800).contains(retryBackoff.maxSeconds)
                && (0...1).contains(retryBackoff.jitter),
            "retry_backoff", "base_seconds must be 0 to 86400, max_seconds 0 to 604800, jitter 0 to 1")
        return problems
    }
}

extension ExecutionOptions: Codable {
    enum CodingKeys: String, CodingKey {
        case queue, priority
        case maxRetry = "max_retry"
        case retryBackoff = "retry_backoff"
        case timeoutSeconds = "timeout_seconds"
    }

    /// Reads them as they are stored, the timeout in seconds.
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            queue: try container.decode(String.self, forKey: .queue), priority: try container.decode(Int.self, forKey: .priority),
            maxRetry: try container.decode(Int.self, forKey: .maxRetry),
            retryBackoff: try container.decode(RetryBackoff.self, forKey: .retryBackoff),
            timeout: .seconds(try container.decode(Int.self, forKey: .timeoutSeconds)))
    }

    /// Writes them as they are stored, the timeout in seconds.
    /// - Throws: `EncodingError`.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(queue, forKey: .queue)
        try container.encode(priority, forKey: .priority)
        try container.encode(maxRetry, forKey: .maxRetry)
        try container.encode(retryBackoff, forKey: .retryBackoff)
        try container.encode(timeoutSeconds, forKey: .timeoutSeconds)
    }
}
