import JobUComposition
public import JobUDatabase
import JobUDispatcher
public import JobUHandler
public import JobUModel
public import JobUStore
import JobUWorker
import Logging

/// JobU for one test: a store, the real dispatcher and the real worker, and a time of day that the test moves.
///
/// ```swift
/// let scheduler = try await TestScheduler { SendReport() }
/// try await scheduler.addCron("nightly", "0 3 * * *", SendReport.self, SendReport.Params(to: "수신자"))
/// try await scheduler.advance(by: .seconds(86_400))
/// #expect(try await scheduler.executions(of: SendReport.self).map(\.status) == [.success])
/// ```
/// Nothing runs by itself: `run`, `drain` and `advance` carry executions out, in this process also where a handler is isolated. No real
/// time passes but what the handlers take; an execution's timeout counts real time, everything else that of the test.
public final class TestScheduler: Sendable {
    /// Asks for executions as a program of the project does. They wait until the test has them run.
    public let client: JobClient
    /// The databases that handlers see.
    public let databases: JobDatabases
    let clock: TestClock
    let time: TimeSource
    let openStore: OpenStore
    let open: OpenDatabases
    let handlers: HandlerRegistry
    let recorder: ExecutionRecorder
    /// What must live as long: the folder of a store that was made for this test.
    private let folder: TemporaryDirectory?

    /// Opens the databases; it begins at `start`.
    /// - Parameters:
    ///   - start: the time of day to begin with, by default 2026-01-01T00:00:00Z, a Thursday.
    ///   - config: a folder with `database.yaml` and its neighbours. Executions are kept in what its `worker.database` names: let it be a
    ///     database that only this test uses. nil keeps them in a new SQLite file that goes away with the scheduler.
    ///   - database: the name that handlers know this new file by; projects of `jobu init` call it `default`.
    ///   - environment: what `${NAME}` in these files may name.
    ///   - engines: the kinds of databases besides SQLite, such as `.postgresql` of the product `JobUPostgres`.
    ///   - middleware: what the app puts around all its handlers.
    ///   - handlers: what the worker knows.
    /// - Throws: an error whose description says which file, line and key is wrong, why a database cannot be used, or which two handlers
    ///   have one name.
    public init(
        startingAt start: Timestamp = Timestamp(epochSeconds: 1_767_225_600), config: String? = nil, database: String = "default",
        environment: [String: String] = [:],
        engines: [DatabaseEngine] = [], middleware: [any JobMiddleware] = [],
        @JobHandlersBuilder handlers: () -> JobHandlerList
    ) async throws {
        let clock = TestClock()
        let system = TimeSource.system
        // What waits for a database or a handler waits in real time.
        let time = TimeSource(wall: TestWallClock(clock, start: start), clock: system.clock, random: SharedRandom(seed: 1).fraction)
        let folder = config == nil ? try TemporaryDirectory() : nil
        var settings = try JobUSettings.load(directory: config, environment: environment)
        if let folder {
            settings.databases = [database: .file(folder.file("jobu.db"))]
            settings.worker.database = database
        }
        let recorder = ExecutionRecorder()
        self.handlers = try HandlerRegistry(handlers(), middleware: [recorder] + middleware)
        open = try OpenDatabases(
            settings.databases, engines: engines, executionDatabase: settings.worker.database, process: .current(endNow: { _ in }),
            time: time,
            logger: silentLogger)
        var openStore = try await open.store(settings.worker.database, time: system)
        openStore.time = time
        self.openStore = openStore
        self.clock = clock
        self.time = time
        self.folder = folder
        self.recorder = recorder
        client = JobClient(openStore)
        databases = open.registry(settings.databases.keys.sorted())
    }

    /// Closes all sessions with the databases; the scheduler is of no use afterwards.
    /// - Throws: the first error met.
    public func close() async throws {
        try await open.close()
    }

    /// The test's time of day.
    public var now: Timestamp { time.wall.now() }
}

let silentLogger = Logger(label: "jobu.testing") { _ in SwiftLogNoOpLogHandler() }
