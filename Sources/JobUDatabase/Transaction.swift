/// Which stage of a transaction failed; the body's own errors are thrown as they are.
public struct TransactionError: Error, Sendable, CustomStringConvertible {
    /// Begin: nothing has happened. Commit: nothing is kept, unless the session was lost on the way. Rollback: nothing is kept.
    public enum Stage: String, Sendable { case begin, commit, rollback }

    /// When it failed.
    public var stage: Stage
    /// The driver's error.
    public var underlying: any Error

    /// Stage and cause.
    public var description: String {
        "\(stage.rawValue) failed: \(underlying)"
    }
}

/// An open transaction of one database.
public struct Transaction: Sendable {
    private let connection: any DatabaseConnection

    /// Runs a statement and returns all its rows.
    /// - Throws: `DatabaseError`.
    public func fetchAll(_ sql: SQL) async throws -> [Row] {
        try await connection.fetchAll(sql)
    }

    /// Runs a statement and returns its first row, or nil.
    /// - Throws: `DatabaseError`.
    public func fetchOne(_ sql: SQL) async throws -> Row? {
        try await connection.fetchAll(sql).first
    }

    /// Runs a statement and returns how many rows it changed.
    /// - Throws: `DatabaseError`.
    @discardableResult
    public func execute(_ sql: SQL) async throws -> Int {
        try await connection.execute(sql)
    }

    /// Runs one statement once per row of parameters; returns how many rows each run changed.
    package func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        rows.isEmpty ? [] : try await connection.executeBatch(text, rows)
    }

    /// Runs a script of several statements without parameters.
    package func executeScript(_ text: String) async throws {
        try await connection.executeScript(text)
    }

    static func run<Value: Sendable>(
        on connection: any DatabaseConnection, _ mode: TransactionMode,
        _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        do {
            try await connection.begin(mode, isolation: nil)
        } catch {
            throw TransactionError(stage: .begin, underlying: error)
        }
        let value: Value
        do {
            value = try await body(Transaction(connection: connection))
            try Task.checkCancellation()
        } catch {
            try await rollback(connection, after: error)
            throw error
        }
        do {
            try await connection.commit()
        } catch {
            try await rollback(connection, after: error)
            throw TransactionError(stage: .commit, underlying: error)
        }
        return value
    }

    /// A session whose rollback fails is in an unknown state: it must not be lent again.
    private static func rollback(_ connection: any DatabaseConnection, after cause: any Error) async throws {
        do {
            try await connection.rollback()
        } catch {
            throw DatabaseError(.connectionLost, "rollback failed: \(error); it followed: \(cause)")
        }
    }
}
