import JobUDatabase
package import JobUHandler
package import JobUModel
package import JobUStore
import JobUWorker
package import Logging

/// This process as a child of a worker: the same program with the same configuration, which executes what its worker sends.
package struct IsolatedChild: Sendable {
    /// The connections per database; small, because there are many children with one execution each.
    private static let sessionsMax = 4

    private let line: ChildPipe

    /// Nil if this process is not a child process.
    /// - Throws: `StartError` when the environment says that it is, and it is not.
    package init?(environment: [String: String]) throws {
        do {
            guard let line = try ChildPipe.inherited(environment: environment) else { return nil }
            self.line = line
        } catch {
            throw StartError.configuration("\(error)")
        }
    }

    /// Serves until the worker closes the pipe, then exits.
    /// - Throws: `StartError` for databases that cannot be set up.
    package func run(
        settings: JobUSettings, engines: [DatabaseEngine], handlers: HandlerRegistry, time: TimeSource, logger: Logger,
        dialect: @escaping @Sendable (any StoreDialect) -> any StoreDialect
    ) async throws {
        var small = settings.databases
        for name in small.keys {
            small[name]?.pool.min = 0
            small[name]?.pool.max = min(Self.sessionsMax, settings.databases[name]?.pool.max ?? Self.sessionsMax)
        }
        let databases = try OpenDatabases(
            small, engines: engines, executionDatabase: settings.worker.database, process: .current(endNow: { _ in }), time: time,
            logger: logger,
            dialect: dialect)
        let store = try databases.unopenedStore(settings.worker.database)
        let host = ChildHost(
            handlers: handlers, databases: databases.registry(settings.worker.databases, stores: settings.stores), store: store, time: time)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for database in databases.atomic.byName.values { group.addTask { try await database.maintain() } }
            try await host.serve(line)
            group.cancelAll()
        }
    }
}
