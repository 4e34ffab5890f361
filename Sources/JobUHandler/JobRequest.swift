public import JobUModel

/// A request to enqueue one execution.
public struct JobRequest: Sendable, Equatable {
    /// The name of the handler.
    public var handlerName: String
    /// The parameters, a JSON object as text.
    public var handlerParams: String
    /// The earliest start; nil for now.
    public var runAt: Timestamp?
    /// 1 to 200 characters; while an execution with this key waits or runs, no second one is made.
    public var uniqueKey: String?
    /// Queue, priority, retries and timeout.
    public var options: ExecutionOptions

    /// An execution of a handler known by its name, as of one in another program.
    /// - Parameters:
    ///   - handlerName: the handler that does it.
    ///   - handlerParams: a JSON object as text.
    ///   - runAt: not before this instant; nil for at once.
    ///   - uniqueKey: while an execution with this key waits or runs, no second one is made.
    ///   - options: nil for those of JobU; what the handler declares is not known here.
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

    /// An execution of a handler of this program.
    /// - Parameters:
    ///   - handler: does it.
    ///   - params: what it is given.
    ///   - runAt: not before this instant; nil for at once.
    ///   - uniqueKey: while an execution with this key waits or runs, no second one is made.
    ///   - options: nil for those that the handler declares.
    /// - Throws: `EncodingError` for parameters that are no JSON.
    public init<Handler: JobHandler>(
        _ handler: Handler.Type, _ params: Handler.Params, runAt: Timestamp? = nil, uniqueKey: String? = nil,
        options: ExecutionOptions? = nil
    ) throws where Handler.Params: Encodable {
        self.init(
            handlerName: Handler.name, handlerParams: try JSONText.encode(params), runAt: runAt, uniqueKey: uniqueKey,
            options: options ?? Handler.options)
    }
}
