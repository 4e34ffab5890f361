package import JobUDatabase

/// Opens sessions with one PostgreSQL database.
package struct PostgresDriver: DatabaseDriver {
    private let configuration: PostgresConfiguration

    package init(_ configuration: PostgresConfiguration) {
        self.configuration = configuration
    }

    package var writersMax: Int? { nil }
    package var readersMax: Int? { nil }
    package var atomic: any AtomicSQL { PostgresAtomicSQL(configuration) }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        PostgresConnection(try await PostgresSession.open(configuration))
    }
}
