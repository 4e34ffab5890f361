package import JobUDatabase
package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// A store that is open and has the schema this program knows.
package struct OpenStore: Sendable {
    package let store: SQLJobStore
    package let database: Database
    package let signals: ChangeSignals
    /// The clocks to work by: the time of day is the store's own, where it has one.
    package var time: TimeSource
    /// Whether it can do its work.
    let probe: StoreProbe
    /// Publishes this process's changes to other processes; nil if they detect them on their own.
    package let publisher: SignalPublisher?
    /// The services that exchange change signals with other processes; run them while this one runs.
    let backgroundServices: @Sendable (Logger) -> [any Service]
}

/// The databases of a process, each opened once however many parts use it.
package struct OpenDatabases: Sendable {
    private var engines: [String: EngineParts] = [:]
    private var databases: [String: Database] = [:]
    /// For multi-database transactions of them.
    package let atomic: AtomicDatabases

    /// Opens nothing yet but the folders files will lie in.
    /// - Parameters:
    ///   - engines: what the program was built with, besides SQLite.
    ///   - executionDatabase: the database of the executions.
    ///   - dialect: put in the place of a store's own, by tests that plant a fault in it.
    /// - Throws: `StartError`.
    package init(
        _ settings: [String: DatabaseConfiguration], engines known: [DatabaseEngine], executionDatabase: String, process: ProcessFacts,
        time: TimeSource,
        logger: Logger,
        dialect: (any StoreDialect) -> any StoreDialect = { $0 }
    ) throws {
        for (name, database) in settings.sorted(by: { $0.key < $1.key }) {
            var engine = try EngineParts(of: name, database, among: known)
            engine.dialect = dialect(engine.dialect)
            try engine.makeFolder()
            engines[name] = engine
            databases[name] = Database(
                name: name, driver: engine.driver, pool: database.pool,
                time: time)
        }
        let environment = AtomicEnvironment(
            time: time, logger: logger,
            coordinator: "\(process.host) pid \(process.pid)")
        atomic = AtomicDatabases(Array(databases.values), executionDatabase: executionDatabase, environment: environment)
    }

    /// Brings the store to the newest schema.
    /// - Throws: `StartError` when the database is away, was made by a newer program, or has another idea of what time it is.
    package func store(_ name: String, time: TimeSource) async throws -> OpenStore {
        let (database, engine) = try entry(name)
        var storeTime = time
        let clock = engine.dialect.serverTimeQuery.map { StoreClock(question: $0, time: time) }
        do {
            if let clock {
                try Self.check(skew: await clock.look(at: database), engine, name)
                storeTime.wall = clock
            }
            _ = try await Migrator(engine.migrations).run(on: database, now: storeTime.wall.now())
        } catch let error as StartError {
            throw error
        } catch {
            throw StartError.failure("database '\(name)' cannot be used: \(error)")
        }
        let signals = ChangeSignals()
        let store = SQLJobStore(database: database, dialect: engine.dialect, signals: signals)
        let publisher = engine.publish.map { publish in
            SignalPublisher(signals, clock: time.clock, pause: publish.pause) { try await publish.send(database, $0) }
        }
        let probe = StoreProbe(clock: time.clock) { [wall = storeTime.wall] in try await store.fault(now: wall.now()) }
        return OpenStore(
            store: store, database: database, signals: signals, time: storeTime, probe: probe, publisher: publisher
        ) { logger in
            var backgroundServices: [any Service] = []
            if let watch = engine.watch {
                backgroundServices.append(
                    SignalService(work: "Watch", watch: { try await watch(database, signals, time.clock, $0) }, time: time, logger: logger))
            }
            if let publisher {
                backgroundServices.append(
                    SignalService(work: "Announcement", watch: { try await publisher.run(onWorking: $0) }, time: time, logger: logger))
            }
            if let clock {
                backgroundServices.append(
                    ClockSkewMonitor(clock: clock, database: database, skewMax: engine.clockSkewMax, time: time, logger: logger))
            }
            return backgroundServices
        }
    }

    /// The store without a look at it: its schema and clock are its worker's business.
    /// - Throws: `StartError` for an unknown name.
    func unopenedStore(_ name: String) throws -> SQLJobStore {
        let (database, engine) = try entry(name)
        return SQLJobStore(database: database, dialect: engine.dialect, signals: ChangeSignals())
    }

    private static func check(skew: Duration, _ engine: EngineParts, _ name: String) throws {
        guard skew > engine.clockSkewMax || skew < .zero - engine.clockSkewMax else { return }
        throw StartError.failure(ClockSkewMonitor.words(skew, name))
    }

    /// Which steps of the schema a store has.
    /// - Parameter mustExist: that a file that is missing is an error, as a database that is missing on a server always is.
    /// - Throws: `StartError` for an unknown name; what the database throws.
    package func migrationStatus(_ name: String, mustExist: Bool = false) async throws -> [MigrationStatus] {
        let (database, engine) = try entry(name)
        if mustExist { try engine.requireFile(of: name) }
        return try await Migrator(engine.migrations).status(of: database)
    }

    /// Applies what is missing and returns it.
    /// - Throws: as `migrationStatus`.
    package func migrate(_ name: String, now: Timestamp) async throws -> [Migration] {
        let (database, engine) = try entry(name)
        return try await Migrator(engine.migrations).run(on: database, now: now)
    }

    /// The databases handlers may use.
    /// - Parameter stores: those that hold executions and accounts, which statements that people wrote never reach.
    package func registry(_ names: [String], stores: Set<String> = []) -> JobDatabases {
        JobDatabases(
            names.compactMap { databases[$0] }, atomic: atomic, stores: stores.sorted().compactMap { databases[$0] })
    }

    /// - Throws: the first error met.
    package func close() async throws {
        for (_, database) in databases { try await database.close() }
    }

    private func entry(_ name: String) throws -> (Database, EngineParts) {
        guard let database = databases[name], let engine = engines[name] else {
            let known = databases.keys.sorted().joined(separator: ", ")
            throw StartError.configuration("no database '\(name)' in database.yaml; known: \(known)")
        }
        return (database, engine)
    }
}
