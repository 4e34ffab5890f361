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

    /// Enqueues an execution and notifies workers. It is durable when this returns.
    /// - Returns: the execution's id; for a `uniqueKey` in use, the id of the existing one.
    /// - Throws: `HandlerError` for an invalid request; a database error.
    @discardableResult
    public func enqueue<Handler: JobHandler>(
        _ handler: Handler.Type, _ params: Handler.Params, runAt: Timestamp? = nil, uniqueKey: String? = nil,
        options: ExecutionOptions? = nil, in tx: Transaction? = nil
    ) async throws -> EnqueueResult where Handler.Params: Encodable {
        try await enqueue(JobRequest(handler, params, runAt: runAt, uniqueKey: uniqueKey, options: options), in: tx)
    }

    /// Enqueues an execution in the caller's transaction on the store's own database: it exists only if that transaction commits.
    /// Workers find it with their next poll, at the latest after `poll_interval_seconds`; call `wake` after the commit to notify them.
    /// - Throws: `HandlerError` for an invalid request or a transaction on another database; a database error.
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
