import Foundation
package import JobUDatabase
package import JobUHandler
package import JobUModel
package import JobUStore
import Logging
import Synchronization

/// The child process of a worker: it runs what its worker sends, one execution at a time, until the pipe closes.
package struct ChildHost: Sendable {
    private let handlers: HandlerRegistry
    private let databases: JobDatabases
    private let store: any WorkerStore
    private let time: TimeSource

    package init(handlers: HandlerRegistry, databases: JobDatabases, store: any WorkerStore, time: TimeSource) {
        self.handlers = handlers
        self.databases = databases
        self.store = store
        self.time = time
    }

    /// Does not return while the pipe is open.
    /// - Throws: what cannot be sent.
    package func serve(_ line: ChildPipe) async throws {
        let session = ChildSession(line)
        try session.open()
        while let (message, control) = await session.next() {
            try await work(message, control, session.channel())
        }
    }

    private func work(_ message: ExecuteMessage, _ control: ExecutionControl, _ channel: ChildSession.Channel) async throws {
        if message.memoryLimit != nil { ChildPipe.limitMemory(to: message.memoryLimit) }
        let ending = await ending(of: message, control, channel)
        if message.memoryLimit != nil { ChildPipe.limitMemory(to: nil) }
        // What the handler printed comes before the word that it has ended.
        fflush(nil)
        let isReusable = !ChildPipe.hasLeftovers
        do {
            try channel.end(with: Frame(.ended, ResultMessage(ending: ending, isReusable: isReusable)))
        } catch {
            let failure = ResultMessage.Ending.failure(message: "the result could not be sent to the worker: \(error)", isRetryable: false)
            try channel.end(with: Frame(.ended, ResultMessage(ending: failure, isReusable: isReusable)))
        }
    }

    private func ending(of message: ExecuteMessage, _ control: ExecutionControl, _ channel: ChildSession.Channel) async
        -> ResultMessage.Ending
    {
        let context = context(of: message, channel)
        let handler = handlers[message.execution.handlerName]
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { control.end(await ExecutionRunner.call(handler, message.execution, context)) }
            while true {
                switch await control.next() {
                case .stop, .stuck: group.cancelAll()
                case .ended(let result): return Self.ending(result)
                }
            }
        }
    }

    private static func ending(_ result: Result<ExecutionOutcome, any Error>) -> ResultMessage.Ending {
        switch result {
        case .success(let outcome): return .outcome(outcome)
        case .failure(is CancellationError): return .cancelled
        case .failure(let error):
            let failure = OutcomeDecision.failure(error)
            return .failure(message: failure.message, isRetryable: failure.isRetryable)
        }
    }

    private func context(of message: ExecuteMessage, _ channel: ChildSession.Channel) -> JobContext {
        let execution = message.execution
        let logger = Logger(label: "jobu.run") { _ in
            ChildLogHandler(level: Logger.Level(rawValue: message.logLevel) ?? .info) { message in
                Self.send(.log, message, over: channel)
            }
        }
        let reporter = ProgressReporter(clock: time.clock) { Self.send(.progress, $0, over: channel) }
        var time = time
        time.wall = AnchoredClock(at: message.now, Stopwatch(time.clock))
        let completion = ExecutionCompletion(of: execution, in: store, time: time) { transition in
            Self.send(.completed, transition, over: channel)
        }
        return JobContext(
            execution: execution, deadline: execution.startedAt + .seconds(execution.options.timeoutSeconds), logger: logger,
            databases: databases,
            wall: time.wall, completion: completion, report: { reporter.report($0, $1) })
    }

    private static func send(_ kind: Frame.Kind, _ message: some Encodable, over channel: ChildSession.Channel) {
        do { try channel.send(Frame(kind, message)) } catch {
            FileHandle.standardError.write(Data("the execution's messages could not be sent to the worker: \(error)\n".utf8))
        }
    }
}

/// The store's time when the worker sent it, continued by this machine's steady clock.
struct AnchoredClock: WallClock {
    private let start: Timestamp
    private let stopwatch: Stopwatch

    init(at start: Timestamp, _ stopwatch: Stopwatch) {
        self.start = start
        self.stopwatch = stopwatch
    }

    func now() -> Timestamp { start + stopwatch.elapsed }
}
