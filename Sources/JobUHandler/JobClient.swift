public import JobUDatabase
public import JobUModel

/// Enqueues executions from a program's own code.
///
/// ```swift
/// try await databases.transaction("jobu") { tx in
///     try await tx.execute("INSERT INTO orders (id) VALUES (\(id))")
///     try await client.enqueue(SendReceipt.self, .init(order: id), in: tx)
/// }
/// ```
/// An execution is stored when its call returns, or with the caller's transaction: it exists if that one is committed, and not otherwise.
/// Workers look for it at once in both cases.
public struct JobClient: Sendable {
    private let store: @Sendable (JobRequest, Transaction?) async throws -> EnqueueResult
    private let storeAll: @Sendable ([JobRequest], Transaction?) async throws -> Int

    package init(
        store: @escaping @Sendable (JobRequest, Transaction?) async throws -> EnqueueResult,
        storeAll: @escaping @Sendable ([JobRequest], Transaction?) async throws -> Int
    ) {
        self.store = store
        self.storeAll = storeAll
    }

    /// Enqueues an execution of a handler of this program.
    /// - Parameters:
    ///   - handler: does it.
    ///   - params: what it is given.
    ///   - runAt: not before this instant; nil for at once.
    ///   - uniqueKey: 1 to 200 characters; while an execution with this key waits or runs, no second one is made.
    ///   - options: nil for those that the handler declares.
    ///   - tx: a transaction of the database of the executions, with which it is stored; nil for one of its own.
    /// - Returns: whether it is new or exists already, with its number.
    /// - Throws: `EnqueueError` for what is not valid, `EncodingError` for parameters that are no JSON; a database error;
    ///   `CancellationError` when the task is cancelled before it is stored.
    @discardableResult
    public func enqueue<Handler: JobHandler>(
        _ handler: Handler.Type, _ params: Handler.Params, runAt: Timestamp? = nil, uniqueKey: String? = nil,
        options: ExecutionOptions? = nil, in tx: Transaction? = nil
    ) async throws -> EnqueueResult where Handler.Params: Encodable {
        try await enqueue(JobRequest(handler, params, runAt: runAt, uniqueKey: uniqueKey, options: options), in: tx)
    }

    /// Enqueues an execution of a handler known by its name, as of one in another program.
    /// - Parameters:
    ///   - name: the handler that does it.
    ///   - json: its parameters, a JSON object as text.
    ///   - runAt: not before this instant; nil for at once.
    ///   - uniqueKey: as in the other.
    ///   - options: nil for those of JobU; what the handler declares is not known here.
    ///   - tx: as in the other.
    /// - Returns: as the other.
    /// - Throws: as the other.
    @discardableResult
    public func enqueue(
        named name: String, json: String = "{}", runAt: Timestamp? = nil, uniqueKey: String? = nil, options: ExecutionOptions? = nil,
        in tx: Transaction? = nil
    ) async throws -> EnqueueResult {
        try await enqueue(
            JobRequest(handlerName: name, handlerParams: json, runAt: runAt, uniqueKey: uniqueKey, options: options), in: tx)
    }

    /// Enqueues an execution that was described before.
    /// - Parameter tx: as in the others.
    /// - Returns: as the others.
    /// - Throws: as the others.
    @discardableResult
    public func enqueue(_ request: JobRequest, in tx: Transaction? = nil) async throws -> EnqueueResult {
        try await store(request, tx)
    }

    /// Enqueues many executions, all of them or none.
    /// - Parameters:
    ///   - requests: of any handlers.
    ///   - tx: as in the others.
    /// - Returns: how many are new; one whose `uniqueKey` is in use is left out.
    /// - Throws: as the others; nothing is stored then.
    @discardableResult
    public func enqueue(contentsOf requests: [JobRequest], in tx: Transaction? = nil) async throws -> Int {
        try await storeAll(requests, tx)
    }
}
