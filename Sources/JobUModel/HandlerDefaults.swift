/// What the executions of a handler get where neither a cron nor whoever asks for one says otherwise.
public struct HandlerDefaults: Sendable, Hashable {
    /// 1 to 100 characters.
    public var queue: String
    /// -10 to 10; each step is worth a minute of waiting.
    public var priority: Int
    /// Retries after the first attempt, 0 to 100.
    public var maxRetry: Int
    /// How long an execution that failed waits before its next attempt.
    public var retryBackoff: RetryBackoff
    /// Longest time of one attempt, 1 to 604,800.
    public var timeoutSeconds: Int

    /// Defaults; without arguments those of every handler that declares none.
    public init(
        queue: String = "default", priority: Int = 0, maxRetry: Int = 3, retryBackoff: RetryBackoff = RetryBackoff(),
        timeoutSeconds: Int = 3600
    ) {
        self.queue = queue
        self.priority = priority
        self.maxRetry = maxRetry
        self.retryBackoff = retryBackoff
        self.timeoutSeconds = timeoutSeconds
    }
}

extension CronJobDefinition {
    /// Takes over what a handler declares, before its owner's wishes are applied.
    package mutating func apply(_ defaults: HandlerDefaults) {
        queue = defaults.queue
        priority = defaults.priority
        maxRetry = defaults.maxRetry
        retryBackoff = defaults.retryBackoff
        timeoutSeconds = defaults.timeoutSeconds
    }
}
