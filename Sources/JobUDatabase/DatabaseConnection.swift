/// How a transaction will use its database.
public enum TransactionMode: Sendable {
    /// May write; the engine's write lock is taken at once where it has only one.
    case readWrite
    /// A write is refused by the engine.
    case readOnly
}

/// One session with an engine: what a driver implements. Used by one caller at a time.
package protocol DatabaseConnection: AnyObject, Sendable {
    /// Runs a statement and returns all its rows.
    func fetchAll(_ sql: SQL) async throws -> [Row]
    /// Runs a statement and returns how many rows it changed.
    func execute(_ sql: SQL) async throws -> Int
    /// Runs one statement once per row of parameters, prepared once and in one round trip where the engine can.
    /// Returns how many rows each run changed. A failing run ends the batch.
    func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int]
    /// Runs a script of several statements without parameters.
    func executeScript(_ text: String) async throws
    /// Begins a transaction that stays open until `commit` or `rollback`.
    func begin(_ mode: TransactionMode) async throws
    func commit() async throws
    func rollback() async throws
    func close() async throws
}

/// Opens sessions with one database.
package protocol DatabaseDriver: Sendable {
    /// Opens a session.
    /// - Throws: `DatabaseError`, with the reason and what to do about it.
    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection
    /// How many sessions may write at the same time; further ones would only wait inside the engine.
    var writersMax: Int { get }
    /// How many sessions may read at the same time.
    var readersMax: Int { get }
}
