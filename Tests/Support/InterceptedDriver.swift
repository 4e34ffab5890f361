package import JobUDatabase

/// A driver whose statements a test sees before the engine does.
package struct InterceptedDriver: DatabaseDriver {
    private let driver: any DatabaseDriver
    private let before: @Sendable (any DatabaseConnection, SQLQuery) async throws -> Void

    /// - Parameter before: called with the session, to which it may speak itself, and each statement that is about to run.
    package init(
        _ driver: any DatabaseDriver, before: @escaping @Sendable (any DatabaseConnection, SQLQuery) async throws -> Void
    ) {
        self.driver = driver
        self.before = before
    }

    package var writersMax: Int? { driver.writersMax }
    package var readersMax: Int? { driver.readersMax }
    package var syntax: StatementSyntax { driver.syntax }
    package var atomic: any AtomicSQL { driver.atomic }
    package var migrationRules: MigrationRules { driver.migrationRules }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        InterceptedConnection(try await driver.connect(mode), before)
    }

    package func connectForStatements(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        InterceptedConnection(try await driver.connectForStatements(mode), before)
    }

    package func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await driver.isSameDatabase(one, other)
    }
}

private final class InterceptedConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private let before: @Sendable (any DatabaseConnection, SQLQuery) async throws -> Void

    init(_ connection: any DatabaseConnection, _ before: @escaping @Sendable (any DatabaseConnection, SQLQuery) async throws -> Void) {
        self.connection = connection
        self.before = before
    }

    func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] {
        try await before(connection, sql)
        return try await connection.fetchAll(sql)
    }

    func execute(_ sql: SQLQuery) async throws -> Int {
        try await before(connection, sql)
        return try await connection.execute(sql)
    }

    func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        try await before(connection, sql)
        return try await connection.executeBatch(sql, rows)
    }

    func executeScript(_ text: String) async throws { try await connection.executeScript(text) }
    func openCursor(_ sql: SQLQuery) async throws -> any RowCursor { try await connection.openCursor(sql) }
    func ping() async throws { try await connection.ping() }
    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws { try await connection.begin(mode, isolation: isolation) }
    func commit() async throws { try await connection.commit() }
    func rollback() async throws { try await connection.rollback() }
    func close() async throws { try await connection.close() }
    var idleMax: Duration? { connection.idleMax }
}
