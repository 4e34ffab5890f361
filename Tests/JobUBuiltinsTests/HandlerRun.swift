import JobUDatabase
import JobUHandler
import JobUModel
import JobUTesting
import Logging
import Synchronization

/// A run of a handler without a worker, and the lines it logged.
final class HandlerRun: Sendable {
    private let written = Mutex<[(level: Logger.Level, text: String)]>([])

    var log: [String] { written.withLock { $0.map(\.text) } }
    var warnings: [String] { written.withLock { $0.filter { $0.level == .warning }.map(\.text) } }

    /// Decodes the parameters and executes, as a worker does.
    func execute(_ handler: some JobHandler, _ params: String, on databases: [Database] = []) async throws -> HandlerResult {
        try await RegisteredHandler(handler).execute(params, context(databases))
    }

    func context(_ databases: [Database] = []) -> JobContext { context(JobDatabases(databases)) }

    func context(_ databases: JobDatabases) -> JobContext {
        let lease = Lease(executionID: ExecutionID(rawValue: 7), workerID: WorkerID(rawValue: 1), fence: 3)
        let start = Timestamp(microseconds: 1_767_225_600_000_000)
        let execution = ClaimedExecution(
            lease: lease, cronJobID: nil, handlerName: "test", handlerParams: "{}", scheduledTime: start, runAt: start, attempt: 2,
            retryCount: 1, options: ExecutionOptions(), startedAt: start)
        return JobContext(
            execution: execution, deadline: start, logger: Logger(label: "run") { _ in Writer(run: self) }, databases: databases,
            wall: TimeSource.system.wall, report: { _, _ in })
    }

    private struct Writer: LogHandler {
        let run: HandlerRun
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.info

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            run.written.withLock { $0.append((event.level, "\(event.message)")) }
        }
    }
}

extension HandlerResult {
    var action: String? {
        if case .success(let action, _) = choice { action } else { nil }
    }

    /// What a success shows; empty for every other choice.
    var data: [String: JSONValue] {
        if case .success(_, let data) = choice { data } else { [:] }
    }
}

/// The message of what `body` throws, and whether another attempt may help.
func failure(_ body: () async throws -> HandlerResult) async throws -> HandlerError? {
    do {
        _ = try await body()
        return nil
    } catch let error as HandlerError {
        return error
    }
}
