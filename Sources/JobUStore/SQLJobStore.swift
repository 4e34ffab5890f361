package import JobUDatabase
import JobUModel

/// The store on a SQL database. What engines do differently is in `JobSQL`; everything else is here, once.
package struct SQLJobStore: JobStore {
    let database: Database
    let dialect: any JobSQL
    let wakeUps: WakeUps
    let room = StoreRoom()

    /// - Parameter wakeUps: rung after every commit that somebody may wait for.
    package init(database: Database, dialect: any JobSQL, wakeUps: WakeUps) {
        self.database = database
        self.dialect = dialect
        self.wakeUps = wakeUps
    }

    /// Closes the store's sessions.
    /// - Throws: `DatabaseError` when one does not close.
    package func close() async throws {
        try await database.close()
    }

    /// How often a transaction is run again that lost against another one.
    private static let retriesMax = 10

    /// A write transaction, followed by a ring once it is committed. One that lost against another, or waited too long for a lock, is
    /// run again as a whole.
    /// - Parameter topics: nil to leave the ring to the caller.
    func write<Value: Sendable>(
        ringing topics: Set<WakeUps.Topic>? = [], _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let value: Value
        do {
            value = try await database.ownTransaction(isolation: dialect.isolation, retries: Self.retriesMax, body)
        } catch {
            room.note(error)
            throw error
        }
        if let topics { wakeUps.ring(topics.union([.pages])) }
        return value
    }

    func read<Value: Sendable>(_ body: @Sendable (Transaction) async throws -> Value) async throws -> Value {
        try await database.ownTransaction(readOnly: true, body)
    }

    /// One query alone, which needs no transaction around it.
    func fetch(_ sql: SQL) async throws -> [Row] {
        try await database.withConnection(.readOnly) { try await $0.fetchAll(sql) }
    }
}
