public import JobUModel

/// A request to enqueue one execution.
public struct JobRequest: Sendable, Equatable {
    /// The name of the handler.
    public var handlerName: String
    /// The parameters, a JSON object as text.
    public var handlerParams: String
    /// The earliest start; nil for now.
    public var runAt: Timestamp?
    /// The queue; 1 to 100 characters.
    public var queue = "default"
    /// The priority, -10 to 10; each step counts like a minute of waiting.
    public var priority = 0
    /// Retries after the first attempt, 0 to 100.
    public var maxRetry = 3
    /// The wait before each retry.
    public var retryBackoff = RetryBackoff()
    /// The time limit of one attempt in seconds, 1 to 604,800.
    public var timeoutSeconds = 3600
    /// A key that at most one unfinished execution can have; nil for none.
    public var uniqueKey: String?

    /// Creates a request for a handler by name, with JobU's default options.
    /// - Parameters:
    ///   - handlerName: the name of the handler.
    ///   - handlerParams: a JSON object.
    public init(handlerName: String, handlerParams: String = "{}") {
        self.handlerName = handlerName
        self.handlerParams = handlerParams
    }

    /// Creates a request for a handler of this program, with the handler's default options.
    /// - Throws: `EncodingError` if the parameters cannot be encoded as JSON.
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
