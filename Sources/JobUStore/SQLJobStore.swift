package import JobUDatabase
import JobUModel

/// The store on a SQL database. What engines do differently is in `StoreDialect`; everything else is here, once.
package struct SQLJobStore: JobStore {
    let database: Database
    let dialect: any StoreDialect
    let signals: ChangeSignals
    let room = StoreRoom()

    /// - Parameter wakeUps: notified after every commit that a listener may wait for.
    package init(database: Database, dialect: any StoreDialect, signals: ChangeSignals) {
        self.database = database
        self.dialect = dialect
        self.signals = signals
    }

    /// Closes the store's sessions.
    /// - Throws: `SQLError` when one does not close.
    package func close() async throws {
        try await database.close()
    }

    /// How often a transaction is run again that lost against another one.
    private static let retriesMax = 10

    /// A write transaction, followed by a ring once it is committed. One that lost against another, or waited too long for a lock, is
    /// run again as a whole.
    /// - Parameter topics: nil if the caller notifies.
    func write<Value: Sendable>(
        notifying topics: Set<ChangeSignals.Topic>? = [], _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let value: Value
        do {
            value = try await database.ownTransaction(isolation: dialect.isolation, retries: Self.retriesMax, body)
        } catch {
            room.note(error)
            throw error
        }
        if let topics { signals.notify(topics.union([.pages])) }
        return value
    }

    func read<Value: Sendable>(_ body: @Sendable (Transaction) async throws -> Value) async throws -> Value {
        try await database.ownTransaction(readOnly: true, body)
    }

    /// One query alone, which needs no transaction around it.
    func fetch(_ sql: SQLQuery) async throws -> [ResultRow] {
        try await database.withConnection(.readOnly) { try await $0.fetchAll(sql) }
    }
}
