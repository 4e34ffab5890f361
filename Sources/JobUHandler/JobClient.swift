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
/// Without a transaction, the execution is durable when the call returns. With `in: tx` it exists only if that transaction commits. Workers
/// are notified in both cases: at once, or right after the commit.
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
    ///   - handler: the type of the handler.
    ///   - params: its parameters.
    ///   - runAt: the earliest start; nil for now.
    ///   - uniqueKey: a key that at most one unfinished execution can have; nil for none.
    ///   - options: nil for the handler's own defaults.
    ///   - tx: an open transaction of the store's database, in which the execution is stored; nil for a transaction of its own.
    /// - Returns: the execution's id and whether it is new; for a `uniqueKey` in use, the id of the existing one.
    /// - Throws: `EncodingError` if the parameters cannot be encoded as JSON; `EnqueueError` for an invalid request or a transaction of
    ///   another database; a database error.
    @discardableResult
    public func enqueue<Handler: JobHandler>(
        _ handler: Handler.Type, _ params: Handler.Params, runAt: Timestamp? = nil, uniqueKey: String? = nil,
        options: ExecutionOptions? = nil, in tx: Transaction? = nil
    ) async throws -> EnqueueResult where Handler.Params: Encodable {
        try await enqueue(JobRequest(handler, params, runAt: runAt, uniqueKey: uniqueKey, options: options), in: tx)
    }

    /// Enqueues an execution of a handler by name, such as one of another program.
    /// - Parameters:
    ///   - name: the name of the handler.
    ///   - json: the parameters, a JSON object as text.
    ///   - runAt: the earliest start; nil for now.
    ///   - uniqueKey: a key that at most one unfinished execution can have; nil for none.
    ///   - options: nil for JobU's defaults; the handler's own are not known here.
    ///   - tx: an open transaction of the store's database, in which the execution is stored; nil for a transaction of its own.
    /// - Returns: the execution's id and whether it is new; for a `uniqueKey` in use, the id of the existing one.
    /// - Throws: `EnqueueError` for an invalid request or a transaction of another database; a database error.
    @discardableResult
    public func enqueue(
        named name: String, json: String = "{}", runAt: Timestamp? = nil, uniqueKey: String? = nil, options: ExecutionOptions? = nil,
        in tx: Transaction? = nil
    ) async throws -> EnqueueResult {
        try await enqueue(
            JobRequest(handlerName: name, handlerParams: json, runAt: runAt, uniqueKey: uniqueKey, options: options), in: tx)
    }

    /// Enqueues the execution that a request describes.
    /// - Parameters:
    ///   - request: its handler, parameters and options.
    ///   - tx: an open transaction of the store's database, in which the execution is stored; nil for a transaction of its own.
    /// - Returns: the execution's id and whether it is new; for a `uniqueKey` in use, the id of the existing one.
    /// - Throws: `EnqueueError` for an invalid request or a transaction of another database; a database error.
    @discardableResult
    public func enqueue(_ request: JobRequest, in tx: Transaction? = nil) async throws -> EnqueueResult {
        try await store(request, tx)
    }

    /// Enqueues many executions in one transaction: all or none.
    /// - Parameters:
    ///   - requests: of any handlers.
    ///   - tx: an open transaction of the store's database, in which the executions are stored; nil for a transaction of their own.
    /// - Returns: the number of new executions; those whose `uniqueKey` is in use are skipped.
    /// - Throws: `EnqueueError` for an invalid request or a transaction of another database; a database error. Nothing is stored then.
    @discardableResult
    public func enqueue(contentsOf requests: [JobRequest], in tx: Transaction? = nil) async throws -> Int {
        try await storeAll(requests, tx)
    }
}
