/// How a transaction will use its database.
package enum TransactionMode: Sendable {
    /// May write; the engine's write lock is taken at once where it has only one.
    case readWrite
    /// A write is refused by the engine.
    case readOnly
}

/// How far a transaction is kept apart from others that run at the same time. SQLite always gives `serializable`.
public enum IsolationLevel: String, Sendable, CaseIterable {
    /// Each statement sees what was committed when it began.
    case readCommitted
    /// All statements see what was committed when the first of them began.
    case repeatableRead
    /// As if transactions ran one after another; the engine may refuse one with `SQLError.Code.serialization`.
    case serializable
}

/// One session with an engine: what a driver implements. Used by one caller at a time.
///
/// When the task of a caller is cancelled, a driver whose engine can be interrupted interrupts the running statement and
/// throws `CancellationError`; the session stays usable.
package protocol DatabaseConnection: AnyObject, Sendable {
    /// Runs a statement and returns all its rows.
    func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow]
    /// Runs a query whose rows are fetched piece by piece; other statements may run between two pieces.
    /// Only inside a transaction.
    func openCursor(_ sql: SQLQuery) async throws -> any RowCursor
    /// Runs a statement and returns how many rows it changed.
    func execute(_ sql: SQLQuery) async throws -> Int
    /// Runs one statement once per row of parameters, prepared once and in one round trip where the engine can.
    /// Returns how many rows each run changed. A failing run ends the batch.
    /// - Parameter sql: its parameters are `?`, and come from the rows alone.
    func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int]
    /// Runs a script of several statements without parameters.
    func executeScript(_ text: String) async throws
    /// Begins a transaction that stays open until `commit` or `rollback`.
    /// - Parameter isolation: nil for the engine's default.
    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws
    func commit() async throws
    func rollback() async throws
    /// Asks the engine whether the session still lives.
    /// - Throws: `SQLError` with code `connectionLost` when it does not.
    func ping() async throws
    func close() async throws
    /// How long the server leaves the session open while nobody uses it; nil where it is not known, or for ever.
    var idleMax: Duration? { get }
}

extension DatabaseConnection {
    package var idleMax: Duration? { nil }

    /// Runs `body` with this session, which is closed afterwards.
    /// - Throws: what `body` throws; `SQLError` when the session does not close.
    package func once<Value: Sendable>(_ body: (any DatabaseConnection) async throws -> Value) async throws -> Value {
        let value: Value
        do {
            value = try await body(self)
        } catch {
            do { try await close() } catch {
                // What went wrong before says more.
            }
            throw error
        }
        try await close()
        return value
    }
}

/// An open query: its rows in pieces, so that memory holds one piece however many rows there are.
package protocol RowCursor: AnyObject, Sendable {
    /// The next rows, at most `limit` of them; none at the end.
    func next(limit: Int) async throws -> [ResultRow]
    /// Ends the query. May be called at any time, and more than once.
    func close() async throws
}

/// Opens sessions with one database.
package protocol DatabaseDriver: Sendable {
    /// Opens a session.
    /// - Throws: `SQLError`, with the reason and what to do about it.
    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection
    /// Opens a session for statements that people wrote. It is closed after one use, so that nothing of them stays.
    /// - Throws: as `connect`.
    func connectForStatements(_ mode: TransactionMode) async throws -> any DatabaseConnection
    /// Opens a session whose statements may take as long as they need, for changes of the schema; nil where all sessions are so.
    /// - Throws: as `connect`.
    func connectForMigration() async throws -> (any DatabaseConnection)?
    /// Whether two sessions of this engine reach the same database, whatever names, addresses and links lead to it; also whether the second
    /// one may read the tables of the first from where it is.
    func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool
    /// Which file of this machine the database is, whatever leads to it; nil where it is none, or not there yet. Asked before a session is
    /// opened: one that reached the file by a second name would have a log of its own beside it.
    var fileIdentity: String? { get }
    /// How many sessions may write at the same time, where further ones would only wait inside the engine; nil for no such limit.
    var writersMax: Int? { get }
    /// How many sessions may read at the same time; nil when readers and writers share the same sessions.
    var readersMax: Int? { get }
    /// How the engine reads the text of a statement.
    var syntax: StatementSyntax { get }
    /// What the engine can do in a multi-database transaction.
    var atomic: any AtomicSQL { get }
    /// How a schema is brought up to date here.
    var migrationRules: MigrationRules { get }
}

extension DatabaseDriver {
    package var fileIdentity: String? { nil }

    package func connectForStatements(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        try await connect(mode)
    }

    package func connectForMigration() async throws -> (any DatabaseConnection)? { nil }
}

/// A driver all of whose sessions are for statements that people wrote.
struct StatementDriver: DatabaseDriver {
    let driver: any DatabaseDriver

    var writersMax: Int? { driver.writersMax }
    var readersMax: Int? { driver.readersMax }
    var fileIdentity: String? { driver.fileIdentity }
    var syntax: StatementSyntax { driver.syntax }
    var atomic: any AtomicSQL { driver.atomic }
    var migrationRules: MigrationRules { driver.migrationRules }

    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        try await driver.connectForStatements(mode)
    }

    func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await driver.isSameDatabase(one, other)
    }
}
