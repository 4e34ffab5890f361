import Foundation
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Subprocess

/// A row of `job_executions`; Subprocess has a type of that name as well.
typealias Execution = JobUModel.Execution

/// A folder in which `jobu` runs, and a look into its store from outside.
struct Workplace: Sendable {
    let folder: TemporaryDirectory
    let fixture: WorkplaceStore
    /// What runs here.
    let program: String

    /// - Parameters:
    ///   - engine: what keeps the store; a configuration that names the database is written for a server.
    ///   - files: configuration files by name; the admin takes any free port unless they say otherwise.
    init(on engine: StoreEngine = .sqlite, files: [String: String] = [:], program: String = "jobu") async throws {
        self.program = program
        folder = try TemporaryDirectory()
        for place in ["config", "data"] {
            try FileManager.default.createDirectory(atPath: folder.file(place), withIntermediateDirectories: true)
        }
        fixture = try await WorkplaceStore(engine, file: folder.file("data/jobu.db"))
        var usual = ["admin.yaml": "admin:\n  port: 0\n"]
        if let section = fixture.section { usual["database.yaml"] = "databases:\n  jobu: \(section)\n" }
        let all = usual.merging(files) { _, given in given }
        for (name, text) in all {
            try text.write(toFile: folder.file("config/" + name), atomically: true, encoding: .utf8)
            try FileManager.default.setAttributes([.posixPermissions: 0o600], ofItemAtPath: folder.file("config/" + name))
        }
    }

    var store: SQLJobStore { fixture.store }
    var path: String { folder.path }

    /// Runs a command to its end.
    func jobu(_ arguments: String..., input: String = "") async throws -> Tool.Ended {
        try await Tool.run(arguments, in: path, input: input)
    }

    func running(
        _ arguments: String..., under wrapper: [String] = [], body: @escaping @Sendable (RunningTool) async throws -> Void
    ) async throws -> Subprocess.TerminationStatus {
        try await RunningTool.with(arguments, in: path, program: program, under: wrapper, body)
    }

    /// Waits until a run is as wanted, looking whenever somebody has written.
    func execution(_ id: ExecutionID, when isWanted: @escaping @Sendable (Execution) -> Bool) async throws -> Execution {
        let listener = fixture.signals.listener(to: [.pages])
        return try await withThrowingTaskGroup(of: Execution?.self) { group in
            defer { group.cancelAll() }
            group.addTask { [fixture] in
                try await fixture.watch()
                return nil
            }
            group.addTask { [store = fixture.store] in
                while true {
                    if let execution = try await store.execution(id), isWanted(execution) { return execution }
                    _ = try await listener.wait(for: nil, clock: ContinuousClock())
                }
            }
            while let execution = try await group.next() {
                if let execution { return execution }
            }
            throw CancellationError()
        }
    }

    /// Waits until a run has ended.
    func ended(_ id: ExecutionID) async throws -> Execution {
        try await execution(id) { $0.status.isFinished }
    }

    /// Asks for a run, of the sample unless another handler is named.
    func enqueue(
        _ params: String = "{}", handler: String = "sample", maxRetry: Int = 0, timeoutSeconds: Int = 60
    ) async throws -> ExecutionID {
        let now = SystemWallClock().now()
        var asked = NewExecution(handlerName: handler, scheduledTime: now, trigger: .api)
        asked.handlerParams = params
        asked.options.maxRetry = maxRetry
        asked.options.timeoutSeconds = timeoutSeconds
        switch try await store.enqueue(asked, now: now) {
        case .created(let id), .alreadyExists(let id): return id
        }
    }
}
