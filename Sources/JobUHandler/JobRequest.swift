public import JobUModel

/// A request to enqueue one execution.
public struct JobRequest: Sendable, Equatable {
    /// The name of the handler.
    public var handlerName: String
    /// The parameters, a JSON object as text.
    public var handlerParams: String
    /// The earliest start; nil for now.
    public var runAt: Timestamp?
    /// A key of 1 to 200 characters that at most one unfinished execution can have; nil for none.
    public var uniqueKey: String?
    /// Queue, priority, retries and timeout.
    public var options: ExecutionOptions

    /// Creates a request for a handler by name, such as one of another program.
    /// - Parameters:
    ///   - handlerName: the name of the handler.
    ///   - handlerParams: a JSON object as text.
    ///   - runAt: the earliest start; nil for now.
    ///   - uniqueKey: a key that at most one unfinished execution can have; nil for none.
    ///   - options: nil for JobU's defaults; the handler's own are not known here.
    public init(
        handlerName: String, handlerParams: String = "{}", runAt: Timestamp? = nil, uniqueKey: String? = nil,
        options: ExecutionOptions? = nil
    ) {
        self.handlerName = handlerName
        self.handlerParams = handlerParams
        self.runAt = runAt
        self.uniqueKey = uniqueKey
        self.options = options ?? ExecutionOptions()
    }

    /// Creates a request for a handler of this program.
    /// - Parameters:
    ///   - handler: the type of the handler.
    ///   - params: its parameters.
    ///   - runAt: the earliest start; nil for now.
    ///   - uniqueKey: a key that at most one unfinished execution can have; nil for none.
    ///   - options: nil for the handler's own defaults.
    /// - Throws: `EncodingError` if the parameters cannot be encoded as JSON.
    public init<Handler: JobHandler>(
        _ handler: Handler.Type, _ params: Handler.Params, runAt: Timestamp? = nil, uniqueKey: String? = nil,
        options: ExecutionOptions? = nil
    ) throws where Handler.Params: Encodable {
        self.init(
            handlerName: Handler.name, handlerParams: try JSONText.encode(params), runAt: runAt, uniqueKey: uniqueKey,
            options: options ?? Handler.options)
    }
}
