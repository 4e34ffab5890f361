package import JobUDatabase

/// Opens sessions with one MySQL or MariaDB database.
package struct MySQLDriver: DatabaseDriver {
    private let configuration: ServerConfiguration

    package init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
    }

    package var writersMax: Int? { nil }
    package var readersMax: Int? { nil }
    package var syntax: StatementSyntax { .mysql }
    package var atomic: any AtomicSQL { MySQLAtomicSQL(configuration) }
    package var migrationRules: MigrationRules { .mysql(configuration) }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        try await MySQLConnection.open(configuration)
    }

    package func connectForStatements(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        var bounded = configuration
        bounded.answerBytesMax = StatementLimits.answerBytesMax
        return try await MySQLConnection.open(bounded)
    }

    package func connectForMigration() async throws -> (any DatabaseConnection)? {
        guard configuration.statementTimeout != nil else { return nil }
        var patient = configuration
        patient.statementTimeout = nil
        return try await MySQLConnection.open(patient)
    }

    package func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await MySQLIdentity.isSame(one, other)
    }
}
