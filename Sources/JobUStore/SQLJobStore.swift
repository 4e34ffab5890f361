package import JobUDatabase
import JobUModel

/// The store on a SQL database. What engines do differently is in `JobSQL`; everything else is here, once.
package struct SQLJobStore: JobStore {
    let database: Database
    let dialect: any JobSQL
    let wakeUps: WakeUps

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

    /// A write transaction, followed by a ring once it is committed.
    func write<Value: Sendable>(
        ringing topics: Set<WakeUps.Topic> = [], _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let value = try await database.ownTransaction(body)
        wakeUps.ring(topics.union([.pages]))
        return value
    }

    func read<Value: Sendable>(_ body: @Sendable (Transaction) async throws -> Value) async throws -> Value {
        try await database.ownTransaction(readOnly: true, body)
    }
}
