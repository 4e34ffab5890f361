package import JobUDatabase

/// Opens sessions with one MySQL or MariaDB database.
package struct MySQLDriver: DatabaseDriver {
    private let configuration: MySQLConfiguration

    package init(_ configuration: MySQLConfiguration) {
        self.configuration = configuration
    }

    package var writersMax: Int? { nil }
    package var readersMax: Int? { nil }
    package var syntax: StatementSyntax { .mysql }
    package var atomic: any AtomicSQL { MySQLAtomicSQL(configuration) }
    /// The server's locks have names for all its databases together.
    package var migrationLock: MigrationLock? {
        MigrationLock(
            take: "SELECT GET_LOCK(LEFT(CONCAT('jobu_migrate_', DATABASE()), 64), 600) AS taken",
            release: "SELECT RELEASE_LOCK(LEFT(CONCAT('jobu_migrate_', DATABASE()), 64)) AS released")
    }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        MySQLConnection(try await MySQLSession.open(configuration))
    }

    package func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await MySQLIdentity.isSame(one, other)
    }
}
