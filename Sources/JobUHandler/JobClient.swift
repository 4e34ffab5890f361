public import JobUDatabase
public import JobUModel

/// Enqueues executions from a program's own code.
///
/// ```swift
/// try await databases.transaction("jobu") { tx in
///     try await tx.execute("INSERT INTO orders (id) VALUES (\(id))")
///     try await client.enqueue(JobRequest(handlerName: "send_receipt"), in: tx)
/// }
/// try await client.wake()
/// ```
public struct JobClient: Sendable {
    private let store: @Sendable (JobRequest, Transaction?) async throws -> ExecutionID
    private let storeAll: @Sendable ([JobRequest], Transaction?) async throws -> Int
    private let notify: @Sendable () async throws -> Void

    package init(
        store: @escaping @Sendable (JobRequest, Transaction?) async throws -> ExecutionID,
        storeAll: @escaping @Sendable ([JobRequest], Transaction?) async throws -> Int, notify: @escaping @Sendable () async throws -> Void
    ) {
        self.store = store
        self.storeAll = storeAll
        self.notify = notify
    }

    /// Enqueues an execution and notifies workers. It is durable when this returns.
    /// - Returns: the execution's id; for a `uniqueKey` in use, the id of the existing one.
    /// - Throws: `HandlerError` for an invalid request; a database error.
    @discardableResult
    public func enqueue(_ request: JobRequest) async throws -> ExecutionID {
        let id = try await store(request, nil)
        try await notify()
        return id
    }

    /// Enqueues an execution in the caller's transaction on the store's own database: it exists only if that transaction commits.
    /// Workers find it with their next poll, at the latest after `poll_interval_seconds`; call `wake` after the commit to notify them.
    /// - Throws: `HandlerError` for an invalid request or a transaction on another database; a database error.
    @discardableResult
    public func enqueue(_ request: JobRequest, in tx: Transaction) async throws -> ExecutionID {
        try await store(request, tx)
    }

    /// Enqueues many executions in one transaction: all or none.
    /// - Returns: the number of new executions; those whose `uniqueKey` is in use are skipped.
    /// - Throws: `HandlerError` for an invalid request; a database error. Nothing is stored then.
    @discardableResult
    public func enqueue(contentsOf requests: [JobRequest]) async throws -> Int {
        let count = try await storeAll(requests, nil)
        try await notify()
        return count
    }

    /// Enqueues many executions in the caller's transaction.
    /// - Returns: the number of new executions.
    /// - Throws: `HandlerError` for an invalid request or a transaction on another database; a database error.
    @discardableResult
    public func enqueue(contentsOf requests: [JobRequest], in tx: Transaction) async throws -> Int {
        try await storeAll(requests, tx)
    }

    /// Notifies workers of new executions.
    public func wake() async throws {
        try await notify()
    }
}
