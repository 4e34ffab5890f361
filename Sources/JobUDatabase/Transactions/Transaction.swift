/// An open transaction of one database. Good inside the closure it was given to, and no longer.
public struct Transaction: Sendable {
    let session: TransactionSession

    /// The name of its database in `database.yaml`.
    package var databaseName: String { session.database }

    /// Runs a statement and returns all its rows.
    /// - Throws: `SQLError`; `CancellationError` if the task is cancelled.
    public func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] {
        try await session.run { try await $0.fetchAll(sql) }
    }

    /// Runs a statement and returns its first row, or nil.
    /// - Throws: as `fetchAll`.
    public func fetchOne(_ sql: SQLQuery) async throws -> ResultRow? {
        try await fetchAll(sql).first
    }

    /// Runs a statement and returns how many rows it changed.
    /// - Throws: as `fetchAll`.
    @discardableResult
    public func execute(_ sql: SQLQuery) async throws -> Int {
        try await session.run { try await $0.execute(sql) }
    }

    /// Runs one statement once per row of parameters, in as few round trips as the engine can.
    /// - Parameters:
    ///   - text: a statement with a `?` for each parameter, on every engine.
    ///   - rows: the parameters of each run.
    /// - Returns: how many rows each run changed.
    /// - Throws: as `fetchAll`; the error of the first run that failed.
    @discardableResult
    public func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        try await executeBatch(of: SQLQuery(literal: text), rows)
    }

    /// The same for a statement that is put together from pieces.
    @discardableResult
    package func executeBatch(of sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        rows.isEmpty ? [] : try await session.run { try await $0.executeBatch(sql, rows) }
    }

    /// Runs a script of several statements without parameters.
    package func executeScript(_ text: String) async throws {
        try await session.run { try await $0.executeScript(text) }
    }

    /// Runs a query whose rows are read while they come: memory holds one piece of them, however many there are.
    /// - Parameters:
    ///   - sql: the query.
    ///   - pieceSize: how many rows are fetched at a time.
    ///   - body: reads any number of the rows; other statements of the transaction may run in between.
    /// - Throws: as `fetchAll`, and what `body` throws.
    public func withRows<Value: Sendable>(
        _ sql: SQLQuery, pieceSize: Int = 500, _ body: (RowStream) async throws -> Value
    ) async throws -> Value {
        let cursor = try await session.run { try await $0.openCursor(sql) }
        let value: Value
        do {
            value = try await body(RowStream(session: session, cursor: cursor, pieceSize: max(1, pieceSize)))
        } catch {
            do { try await session.run { _ in try await cursor.close() } } catch {
                // The error of the body says more; the cursor ends with the transaction at the latest.
            }
            throw error
        }
        try await session.run { _ in try await cursor.close() }
        return value
    }

    /// Registers a callback for after the commit, such as a notification that something was stored.
    ///
    /// ```swift
    /// try tx.onCommit { mailer.look() }
    /// ```
    /// Callbacks run one after the other, in the order of registration, after the session is returned to the pool and before `transaction`
    /// returns. Cancelling the task does not stop them. They do not run after a rollback, for a savepoint that is rolled back, or for an
    /// attempt that is repeated. In a multi-database transaction they run once its decision is committed.
    ///
    /// They also run if the answer to the commit is lost: `transaction` throws then, and it is unknown whether it was committed. So a
    /// callback should tell others to look, not that something happened.
    /// - Parameter callback: runs after the commit and cannot undo it.
    /// - Throws: `SQLError` with code `misuse` if the transaction has ended.
    public func onCommit(_ callback: @escaping @Sendable () async -> Void) throws {
        try session.onCommit(callback)
    }

    /// As the other, but only once per key.
    package func onCommit(onceFor key: String, _ callback: @escaping @Sendable () async -> Void) throws {
        try session.onCommit(key: key, callback)
    }

    /// Runs `body` in a nested transaction: if it throws, only its changes are rolled back, and the outer transaction can continue.
    /// - Throws: what `body` throws; `SQLError` when the transaction is past saving.
    public func savepoint<Value: Sendable>(_ body: (Transaction) async throws -> Value) async throws -> Value {
        let number = session.enterSavepoint()
        let name = "jobu_\(number)"
        do {
            try await executeScript("SAVEPOINT \(name)")
        } catch {
            try session.leaveSavepoint(number)
            throw error
        }
        let value: Value
        do {
            value = try await body(self)
            try session.leaveSavepoint(number)
        } catch {
            try await undo(name, number, after: error)
            throw error
        }
        try await executeScript("RELEASE SAVEPOINT \(name)")
        return value
    }

    private func undo(_ name: String, _ number: Int, after cause: any Error) async throws {
        session.dropCallbacks(since: number)
        guard session.failure == nil else { return }
        do {
            try session.leaveSavepoint(number)
            try await executeScript("ROLLBACK TO SAVEPOINT \(name)")
            try await executeScript("RELEASE SAVEPOINT \(name)")
        } catch {
            session.fail(cause)
        }
    }
}
