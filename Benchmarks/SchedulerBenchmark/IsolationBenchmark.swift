import Foundation
import JobUDatabase
import JobUHandler
import JobUModel
import JobUSQLite
import JobUStore
import JobUWorker
import Logging
import ServiceLifecycle
import Synchronization

/// How much later a run begins in a process of its own that is ready: seen from the worker, and so with the way back of the word.
enum IsolationBenchmark {
    private static let count = 1_000

    static func run(_ engine: BenchmarkEngine) async throws {
        let here = try await starts(engine, isolation: nil)
        var configuration = ChildPoolConfiguration()
        configuration.spare = 1
        var silent = Logger(label: "benchmark")
        silent.logLevel = .critical
        let pool = try ChildPool(
            configuration,
            command: .again(arguments: CommandLine.arguments, environment: ProcessInfo.processInfo.environment),
            clock: ContinuousClock(), logger: silent)
        let isolated = try await starts(engine, isolation: ProcessIsolation(pool: pool, names: [Word.name]))
        for (name, share) in [("p50", 0.5), ("p99", 0.99)] {
            report("enqueue to first log line, in the worker, \(name)", percentile(here, share), "ms")
            report("enqueue to first log line, in a child process, \(name)", percentile(isolated, share), "ms")
        }
    }

    /// This process as a child of the benchmark.
    static func serve(_ line: ChildPipe) async throws {
        // Never opened: the handler asks for nothing.
        let database = Database(
            name: "jobu", driver: SQLiteDriver(FileConfiguration(path: "/dev/null")),
            time: TimeSource.system)
        let store = SQLJobStore(database: database, dialect: SQLiteDialect(), signals: ChangeSignals())
        let handlers = try HandlerRegistry(JobHandlerList([Word()]))
        try await ChildHost(handlers: handlers, databases: JobDatabases([]), store: store, time: .system).serve(line)
    }

    private static func starts(_ engine: BenchmarkEngine, isolation: ProcessIsolation?) async throws -> [Double] {
        let fixture = try await BenchmarkStore(engine)
        let (words, notify) = AsyncStream.makeStream(of: Duration.self)
        let stopwatch = Stopwatch(ContinuousClock())
        let logger = Logger(label: "benchmark") { _ in Ear { notify.yield(stopwatch.elapsed) } }
        let worker = Worker(
            store: fixture.store, handlers: try HandlerRegistry(JobHandlerList([Word()])), isolation: isolation,
            databases: JobDatabases([]), signals: fixture.signals, time: .system, logger: logger)
        let group = ServiceGroup(services: [worker], logger: logger)
        let latencies = Mutex<[Double]>([])
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            var words = words.makeAsyncIterator()
            for index in 0..<count {
                try await ContinuousClock().sleep(for: .milliseconds(9))
                let now = SystemWallClock().now()
                let asked = stopwatch.elapsed
                _ = try await fixture.store.enqueue(NewExecution(handlerName: Word.name, scheduledTime: now, trigger: .api), now: now)
                guard let word = await words.next() else { return }
                // The first ones find nothing prepared yet.
                if index >= 50 { latencies.withLock { $0.append((word - asked).inSeconds * 1_000) } }
            }
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
        return latencies.withLock(\.self)
    }
}

/// Says one word.
private struct Word: JobHandler {
    static let name = "word"

    func execute(_ params: NoParams, context: JobContext) async throws -> HandlerResult {
        context.logger.info("word")
        return .success
    }
}

/// Hears the word, wherever it was said.
private struct Ear: LogHandler {
    let onWord: @Sendable () -> Void
    var metadata: Logger.Metadata = [:]
    var logLevel = Logger.Level.info

    init(onWord: @escaping @Sendable () -> Void) {
        self.onWord = onWord
    }

    subscript(metadataKey key: String) -> Logger.Metadata.Value? {
        get { metadata[key] }
        set { metadata[key] = newValue }
    }

    func log(event: LogEvent) {
        if event.message.description == "word" { onWord() }
    }
}
