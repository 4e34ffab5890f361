public import JobUModel

/// A run that a program asks for.
public struct JobRequest: Sendable, Equatable {
    /// The handler that does it.
    public var handlerName: String
    /// A JSON object as text.
    public var handlerParams: String
    /// Not before this instant; nil for at once.
    public var runAt: Timestamp?
    /// 1 to 100 characters.
    public var queue = "default"
    /// -10 to 10; each step is worth a minute of waiting.
    public var priority = 0
    /// Retries after the first attempt, 0 to 100.
    public var maxRetry = 3
    /// How long a run that failed waits before its next attempt.
    public var retryBackoff = RetryBackoff()
    /// 1 to 604,800.
    public var timeoutSeconds = 3600
    /// While a run with this key waits or runs, no second one is made.
    public var uniqueKey: String?

    /// A run of a handler known by name, with the defaults of JobU.
    /// - Parameters:
    ///   - handlerName: the handler that does it.
    ///   - handlerParams: a JSON object.
    public init(handlerName: String, handlerParams: String = "{}") {
        self.handlerName = handlerName
        self.handlerParams = handlerParams
    }

    /// A run of a handler of this program, with the defaults that the handler declares.
    /// - Throws: `EncodingError` for parameters that are no JSON.
    public init<Handler: JobHandler>(_ handler: Handler.Type, _ params: Handler.Params) throws where Handler.Params: Encodable {
        self.init(handlerName: Handler.name, handlerParams: try JSONText.encode(params))
        let defaults = Handler.defaults
        queue = defaults.queue
        priority = defaults.priority
        maxRetry = defaults.maxRetry
        retryBackoff = defaults.retryBackoff
        timeoutSeconds = defaults.timeoutSeconds
    }
}
