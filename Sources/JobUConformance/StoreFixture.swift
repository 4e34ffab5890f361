package import JobUDatabase
package import JobUStore

/// A migrated store that nobody else uses, empty at first.
package protocol StoreFixture: Sendable {
    var store: SQLJobStore { get }
    var signals: ChangeSignals { get }
    var database: Database { get }
    /// What its engine writes otherwise than others.
    var dialect: any StoreDialect { get }
    /// The same store as another process would open it: with its own sessions, and its own bell.
    func secondProcess() -> SQLJobStore
}
