package import JobUDatabase

/// Opens sessions with one PostgreSQL database. Readers and writers share them.
package struct PostgresDriver: DatabaseDriver {
    private let configuration: ServerConfiguration

    package init(_ configuration: ServerConfiguration) {
        self.configuration = configuration
    }

    package var writersMax: Int? { nil }
    package var readersMax: Int? { nil }
    package var syntax: StatementSyntax { .postgres }
    package var atomic: any AtomicSQL { PostgresAtomicSQL(configuration) }
    package var migrationRules: MigrationRules { .postgres(configuration) }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        try await PostgresConnection.open(configuration)
    }

    package func connectForStatements(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        var bounded = configuration
        bounded.answerBytesMax = StatementLimits.answerBytesMax
        return try await PostgresConnection.open(bounded)
    }

    package func connectForMigration() async throws -> (any DatabaseConnection)? {
        guard configuration.statementTimeout != nil else { return nil }
        var patient = configuration
        patient.statementTimeout = nil
        return try await PostgresConnection.open(patient)
    }

    package func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await PostgresIdentity.isSame(one, other)
    }
}
