package import JobUDatabase

/// What a kind of database brings.
package struct EngineParts: Sendable {
    package var driver: any DatabaseDriver
    /// How crons and executions are kept in it.
    package var dialect: any StoreDialect
    package var migrations: [Migration]
    /// The folder the data lies in, where it is a file of this machine.
    package var folder: String?
    /// The file itself.
    package var file: String?
    /// Notifies when another process has written, until its task is cancelled; nil where that cannot be observed. Calls `onWorking`
    /// whenever it has reached the database.
    package var watch:
        (
            @Sendable (Database, ChangeSignals, any Clock<Duration>, _ onWorking: @escaping @Sendable () -> Void) async throws -> Void
        )?
    /// Notifies other processes of a change, with the pause to keep between two; nil where they see it by themselves.
    package var publish: (send: @Sendable (Database, ChangeSignals.Topic) async throws -> Void, pause: Duration)?
    /// Makes places of their own beside the database; nil where none can be made through the way it is reached.
    package var trial: TrialMaker?
    /// How far the clocks of server and machine may differ.
    package var clockSkewMax: Duration = .zero

    package init(driver: any DatabaseDriver, dialect: any StoreDialect, migrations: [Migration]) {
        self.driver = driver
        self.dialect = dialect
        self.migrations = migrations
    }
}
