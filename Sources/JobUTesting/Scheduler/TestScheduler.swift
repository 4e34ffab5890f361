import JobUComposition
public import JobUDatabase
import JobUDispatcher
public import JobUHandler
public import JobUModel
public import JobUStore
import JobUWorker
import Logging

/// JobU for one test: a store, the real dispatcher and worker, and a time of day that the test advances.
///
/// ```swift
/// let scheduler = try await TestScheduler { SendReport() }
/// try await scheduler.addCron("nightly", "0 3 * * *", SendReport.self, SendReport.Params(to: "수신자"))
/// try await scheduler.advance(by: .seconds(86_400))
/// #expect(try await scheduler.executions(of: SendReport.self).map(\.status) == [.success])
/// ```
/// Nothing runs on its own: `execution`, `drain` and `advance` execute what is due, in this process, also for isolated handlers. No real
/// time passes except in the handlers; an attempt's timeout counts real time, everything else the time of the test.
public final class TestScheduler: Sendable {
    /// Enqueues executions as a program of the project does. They wait until the test executes them.
    public let client: JobClient
    /// The databases available to handlers.
    public let databases: JobDatabases
    let clock: TestClock
    let time: TimeSource
    let openStore: OpenStore
    let open: OpenDatabases
    let handlers: HandlerRegistry
    let recorder: ExecutionRecorder
    /// The folder of a store that was created for this test, which must live as long.
    private let folder: TemporaryDirectory?

    /// Opens the databases and sets the time of day to `start`.
    /// - Parameters:
    ///   - start: the initial time of day, by default 2026-01-01T00:00:00Z, a Thursday.
    ///   - config: a folder with `database.yaml` and the other settings. The store is its `worker.database`, which must be a database
    ///     that only this test uses. nil uses a new SQLite file that is removed with the scheduler.
    ///   - database: the name of this new file for handlers; projects of `jobu init` call it `default`.
    ///   - environment: the variables for `${NAME}` in these files.
    ///   - engines: the engines besides SQLite, such as `.postgresql` of the product `JobUPostgres`.
    ///   - middleware: the app's middleware, which wraps all handlers.
    ///   - handlers: the worker's handlers.
    /// - Throws: an error that names the wrong file, line and key, the database that cannot be used, or the duplicate handler name.
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

    /// Closes all connections; the scheduler cannot be used afterwards.
    /// - Throws: the first error met.
    public func close() async throws {
        try await open.close()
    }

    /// The current time of day of the test.
    public var now: Timestamp { time.wall.now() }
}

let silentLogger = Logger(label: "jobu.testing") { _ in SwiftLogNoOpLogHandler() }
