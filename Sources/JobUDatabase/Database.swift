/// One database under its configured name. Safe to use from any number of tasks.
public final class Database: Sendable {
    /// The name in `database.yaml`.
    public let name: String
    package let atomic: any AtomicSQL
    private let writers: ConnectionPool
    private let readers: ConnectionPool

    /// Opens nothing yet: sessions are opened when first needed.
    package init(name: String, driver: any DatabaseDriver) {
        self.name = name
        atomic = driver.atomic
        writers = ConnectionPool(sizeMax: driver.writersMax ?? 10) { try await driver.connect(.readWrite) }
        readers = driver.readersMax.map { size in ConnectionPool(sizeMax: size) { try await driver.connect(.readOnly) } } ?? writers
    }

    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws or is cancelled.
    /// - Throws: what `body` throws, or `TransactionError` when beginning or committing fails.
    public func transaction<Value: Sendable>(
        readOnly: Bool = false, _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let mode: TransactionMode = readOnly ? .readOnly : .readWrite
        return try await (readOnly ? readers : writers).withConnection { connection in
            try await Transaction.run(on: connection, mode, body)
        }
    }

    /// Runs `body` with a session outside any transaction.
    package func withConnection<Value: Sendable>(
        _ mode: TransactionMode, _ body: @Sendable (any DatabaseConnection) async throws -> Value
    ) async throws -> Value {
        try await (mode == .readOnly ? readers : writers).withConnection(body)
    }

    /// Closes the sessions. Callers that wait for one get an error.
    /// - Throws: `DatabaseError` when a session does not close.
    package func close() async throws {
        try await readers.close()
        try await writers.close()
    }
}
