public import JobUDatabase
public import JobUModel

/// Asks for runs from a program's own code.
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

    /// Stores a run. It is durable when this returns, and workers are woken.
    /// - Returns: its number; that of the one that exists already for a `uniqueKey` in use.
    /// - Throws: `HandlerError` for a request that is not valid; a database error.
    @discardableResult
    public func enqueue(_ request: JobRequest) async throws -> ExecutionID {
        let id = try await store(request, nil)
        try await notify()
        return id
    }

    /// Stores a run in the caller's transaction on the store's own database: the run exists if that one is committed, and not
    /// otherwise. Workers find it when they look next, at the latest after their `poll_interval_seconds`; call `wake` after the commit
    /// to have them look at once.
    /// - Throws: as the other, and for a transaction of another database.
    @discardableResult
    public func enqueue(_ request: JobRequest, in tx: Transaction) async throws -> ExecutionID {
        try await store(request, tx)
    }

    /// Stores many runs at once, all or none of them.
    /// - Returns: how many are new; one whose `uniqueKey` is in use is left out.
    /// - Throws: as for one; nothing is stored then.
    @discardableResult
    public func enqueue(contentsOf requests: [JobRequest]) async throws -> Int {
        let count = try await storeAll(requests, nil)
        try await notify()
        return count
    }

    /// Stores many runs in the caller's transaction.
    /// - Returns: how many are new.
    /// - Throws: as for one.
    @discardableResult
    public func enqueue(contentsOf requests: [JobRequest], in tx: Transaction) async throws -> Int {
        try await storeAll(requests, tx)
    }

    /// Has workers look for runs now.
    public func wake() async throws {
        try await notify()
    }
}
