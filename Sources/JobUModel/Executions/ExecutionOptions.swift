/// The options of executions: queue, priority, retries and timeout.
///
/// ```swift
/// static let options = ExecutionOptions(queue: "money", maxRetry: 5, retryBackoff: .fixed(.seconds(60)), timeout: .seconds(600))
/// ```
/// A handler declares defaults; a cron or a caller can override them. They are stored with an execution when it is created, so later changes
/// of the handler or cron do not affect existing executions.
public struct ExecutionOptions: Sendable, Hashable {
    /// The queue; 1 to 100 characters.
    public var queue: String
    /// The priority, -10 to 10; each step counts like a minute of waiting.
    public var priority: Int
    /// The number of retries after the first attempt, 0 to 100.
    public var maxRetry: Int
    /// The wait before each retry.
    public var retryBackoff: RetryBackoff
    /// The time limit of one attempt, 1 second to a week. Stored in whole seconds, rounded up.
    public var timeout: Duration

    /// Creates options. The defaults are queue `default`, priority 0, three retries and one hour.
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

    /// The timeout in seconds, as the column, the API and the command line give it.
    package var timeoutSeconds: Int {
        get { timeout.wholeSeconds }
        set { timeout = .seconds(newValue) }
    }

    /// The invalid fields, by the API's names; empty if the options are valid.
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

    /// Decodes the stored form, with the timeout in seconds.
    /// - Throws: `DecodingError`.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            queue: try container.decode(String.self, forKey: .queue), priority: try container.decode(Int.self, forKey: .priority),
            maxRetry: try container.decode(Int.self, forKey: .maxRetry),
            retryBackoff: try container.decode(RetryBackoff.self, forKey: .retryBackoff),
            timeout: .seconds(try container.decode(Int.self, forKey: .timeoutSeconds)))
    }

    /// Encodes the stored form, with the timeout in seconds.
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
