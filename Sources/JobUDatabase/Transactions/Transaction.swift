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
        rows.isEmpty ? [] : try await session.run { try await $0.executeBatch(text, rows) }
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
