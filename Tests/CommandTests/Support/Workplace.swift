import Foundation
import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore
import JobUTesting
import Subprocess

/// A folder in which `jobu` runs, and a look into its store from outside.
struct Workplace: Sendable {
    let folder: TemporaryDirectory
    let store: SQLJobStore
    private let wakeUps: WakeUps
    private let watcher: SQLiteChangeWatcher

    /// - Parameter files: configuration files by name; the admin takes any free port unless they say otherwise.
    init(files: [String: String] = [:]) async throws {
        folder = try TemporaryDirectory()
        for place in ["config", "data"] {
            try FileManager.default.createDirectory(atPath: folder.file(place), withIntermediateDirectories: true)
        }
        let all = ["admin.yaml": "admin:\n  port: 0\n"].merging(files) { _, given in given }
        for (name, text) in all {
            try text.write(toFile: folder.file("config/" + name), atomically: true, encoding: .utf8)
        }
        let path = folder.file("data/jobu.db")
        let database = Database(name: "jobu", driver: SQLiteDriver(SQLiteConfiguration(path: path)), time: TimeSource.system.pool)
        _ = try await Migrator(SQLiteMigrations.all).run(on: database, nowMicroseconds: 0)
        wakeUps = WakeUps()
        store = SQLJobStore(database: database, dialect: SQLiteJobSQL(), wakeUps: wakeUps)
        watcher = SQLiteChangeWatcher(path: path, database: database, wakeUps: wakeUps, clock: ContinuousClock())
    }

    var path: String { folder.path }

    /// Runs a command to its end.
    func jobu(_ arguments: String..., input: String = "") async throws -> Tool.Ended {
        try await Tool.run(arguments, in: path, input: input)
    }

    func running(
        _ arguments: String..., body: @escaping @Sendable (RunningTool) async throws -> Void
    ) async throws -> Subprocess.TerminationStatus {
        try await RunningTool.with(arguments, in: path, body)
    }

    /// Waits until a run is as wanted, looking whenever somebody has written.
    func execution(_ id: ExecutionID, when isWanted: @escaping @Sendable (JobExecution) -> Bool) async throws -> JobExecution {
        let listener = wakeUps.listener(to: [.pages])
        return try await withThrowingTaskGroup(of: JobExecution?.self) { group in
            defer { group.cancelAll() }
            group.addTask { [watcher] in
                try await watcher.run()
                return nil
            }
            group.addTask { [store] in
                while true {
                    if let run = try await store.execution(id), isWanted(run) { return run }
                    _ = try await listener.wait(for: nil, clock: ContinuousClock())
                }
            }
            while let run = try await group.next() {
                if let run { return run }
            }
            throw CancellationError()
        }
    }

    /// Waits until a run has ended.
    func ended(_ id: ExecutionID) async throws -> JobExecution {
        try await execution(id) { $0.status.isFinished }
    }

    /// Asks for a run of the sample.
    func enqueue(_ params: String = "{}", maxRetry: Int = 0, timeoutSeconds: Int = 60) async throws -> ExecutionID {
        let now = SystemWallClock().now()
        var asked = NewExecution(handlerName: "sample", scheduledTime: now, trigger: .api)
        asked.handlerParams = params
        asked.maxRetry = maxRetry
        asked.timeoutSeconds = timeoutSeconds
        switch try await store.enqueue(asked, now: now) {
        case .created(let id), .alreadyExists(let id): return id
        }
    }
}
