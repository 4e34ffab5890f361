package import JobUConfiguration
package import JobUDatabase
package import JobUModel
package import JobUStore
package import Logging

/// A store that is open and has the schema this program knows.
package struct OpenStore: Sendable {
    package let store: SQLJobStore
    package let database: Database
    package let wakeUps: WakeUps
    /// Hears what other processes write, until its task is cancelled; nil where the engine tells by itself.
    let watch: (@Sendable () async throws -> Void)?
}

/// The databases of a process, each opened once however many parts use it.
package struct OpenDatabases: Sendable {
    private var engines: [String: Engine] = [:]
    private var databases: [String: Database] = [:]
    /// For transactions over several of them.
    package let atomic: AtomicDatabases

    /// Opens nothing yet but the folders files will lie in.
    /// - Parameter home: the database of the executions.
    /// - Throws: `StartError`.
    package init(
        _ settings: [String: DatabaseSettings], home: String, process: ProcessFacts, time: TimeSource, logger: Logger
    ) throws {
        for (name, database) in settings.sorted(by: { $0.key < $1.key }) {
            let engine = Engine(database)
            try engine.makeFolder()
            engines[name] = engine
            databases[name] = Database(
                name: name, driver: engine.driver, pool: PoolConfiguration(database.pool),
                time: PoolTime(clock: time.clock, random: time.random))
        }
        let environment = AtomicEnvironment(
            clock: time.clock, nowMicroseconds: { time.wall.now().microseconds }, random: time.random, logger: logger,
            coordinator: "\(process.host) pid \(process.pid)")
        atomic = AtomicDatabases(Array(databases.values), home: home, environment: environment)
    }

    /// Brings the store to the newest schema.
    /// - Throws: `StartError` when the database is away or was made by a newer program.
    package func store(_ name: String, time: TimeSource) async throws -> OpenStore {
        let (database, engine) = try entry(name)
        guard let jobSQL = engine.jobSQL else { throw Self.noStore(name) }
        do {
            _ = try await Migrator(engine.migrations).run(on: database, nowMicroseconds: time.wall.now().microseconds)
        } catch {
            throw StartError.failure("database '\(name)' cannot be used: \(error)")
        }
        let wakeUps = WakeUps()
        let watch = engine.watch.map { watch in
            { @Sendable in try await watch(database, wakeUps, time.clock) }
        }
        let store = SQLJobStore(database: database, dialect: jobSQL, wakeUps: wakeUps)
        return OpenStore(store: store, database: database, wakeUps: wakeUps, watch: watch)
    }

    /// Which steps of the schema a store has.
    /// - Throws: `StartError` for an unknown name; what the database throws.
    package func migrationStatus(_ name: String) async throws -> [MigrationStatus] {
        let (database, engine) = try entry(name)
        guard engine.jobSQL != nil else { throw Self.noStore(name) }
        return try await Migrator(engine.migrations).status(of: database)
    }

    /// Applies what is missing and returns it.
    /// - Throws: as `migrationStatus`.
    package func migrate(_ name: String, now: Timestamp) async throws -> [Migration] {
        let (database, engine) = try entry(name)
        guard engine.jobSQL != nil else { throw Self.noStore(name) }
        return try await Migrator(engine.migrations).run(on: database, nowMicroseconds: now.microseconds)
    }

    /// The databases handlers may use.
    package func registry(_ names: [String]) -> DatabaseRegistry {
        DatabaseRegistry(names.compactMap { databases[$0] }, atomic: atomic)
    }

    /// - Throws: the first error met.
    package func close() async throws {
        for (_, database) in databases { try await database.close() }
    }

    private static func noStore(_ name: String) -> StartError {
        StartError.configuration(
            "database '\(name)' is of a type that cannot hold crons and executions in this version; "
                + "name one whose type can in dispatcher.yaml, worker.yaml and admin.yaml. Handlers can use any type")
    }

    private func entry(_ name: String) throws -> (Database, Engine) {
        guard let database = databases[name], let engine = engines[name] else {
            let known = databases.keys.sorted().joined(separator: ", ")
            throw StartError.configuration("no database '\(name)' in database.yaml; known: \(known)")
        }
        return (database, engine)
    }
}
