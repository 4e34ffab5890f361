import Foundation
package import JobUDatabase
package import JobUHandler
package import JobUIsolation
package import JobUModel
package import JobUStore
import Logging
import Synchronization

/// A child of a worker: it runs what its worker sends, one run at a time, until the line ends, and this process with it.
package struct ChildHost: Sendable {
    private let handlers: HandlerRegistry
    private let databases: DatabaseRegistry
    private let store: any WorkerStore
    private let time: TimeSource

    package init(handlers: HandlerRegistry, databases: DatabaseRegistry, store: any WorkerStore, time: TimeSource) {
        self.handlers = handlers
        self.databases = databases
        self.store = store
        self.time = time
    }

    /// Does not return while the line is whole.
    /// - Throws: what cannot be sent.
    package func serve(_ line: ChildLine) async throws {
        let desk = ChildDesk(line)
        try desk.open()
        while let (order, control) = await desk.next() {
            try await work(order, control, desk.voice())
        }
    }

    private func work(_ order: RunOrder, _ control: RunControl, _ voice: ChildDesk.Voice) async throws {
        if order.memoryLimit != nil { ChildLine.limitMemory(to: order.memoryLimit) }
        let ending = await ending(of: order, control, voice)
        if order.memoryLimit != nil { ChildLine.limitMemory(to: nil) }
        // What the handler printed comes before the word that it has ended.
        fflush(nil)
        let isReusable = !ChildLine.hasLeftovers
        do {
            try voice.end(with: Frame(.ended, EndingNote(ending: ending, isReusable: isReusable)))
        } catch {
            let failure = EndingNote.Ending.failure(message: "its result could not be sent to the worker: \(error)", isRetryable: false)
            try voice.end(with: Frame(.ended, EndingNote(ending: failure, isReusable: isReusable)))
        }
    }

    private func ending(of order: RunOrder, _ control: RunControl, _ voice: ChildDesk.Voice) async -> EndingNote.Ending {
        let context = context(of: order, voice)
        let handler = handlers[order.run.handlerName]
        return await withTaskGroup(of: Void.self) { group in
            group.addTask { control.end(await ExecutionRunner.call(handler, order.run, context)) }
            while true {
                switch await control.next() {
                case .stop, .stuck: group.cancelAll()
                case .ended(let result): return Self.note(result)
                }
            }
        }
    }

    private static func note(_ result: Result<ExecutionOutcome, any Error>) -> EndingNote.Ending {
        switch result {
        case .success(let outcome): return .outcome(outcome)
        case .failure(is CancellationError): return .cancelled
        case .failure(let error):
            let failure = OutcomeDecision.failure(error)
            return .failure(message: failure.message, isRetryable: failure.isRetryable)
        }
    }

    private func context(of order: RunOrder, _ voice: ChildDesk.Voice) -> JobContext {
        let run = order.run
        let logger = Logger(label: "jobu.run") { _ in
            ChildLogHandler(level: Logger.Level(rawValue: order.logLevel) ?? .info) { note in
                Self.tell(voice, .log, note)
            }
        }
        let reporter = ProgressReporter(clock: time.clock) { Self.tell(voice, .progress, $0) }
        var time = time
        time.wall = FollowedClock(at: order.now, Stopwatch(time.clock))
        let completion = RunCompletion(of: run, in: store, time: time) { transition in
            Self.tell(voice, .completed, transition)
        }
        return JobContext(
            run: run, deadline: run.startedAt + .seconds(run.timeoutSeconds), logger: logger, databases: databases,
            wall: time.wall, completion: completion, report: { reporter.report($0, $1) })
    }

    private static func tell(_ voice: ChildDesk.Voice, _ kind: Frame.Kind, _ note: some Encodable) {
        do { try voice.send(Frame(kind, note)) } catch {
            FileHandle.standardError.write(Data("what the run said could not be sent: \(error)\n".utf8))
        }
    }
}

/// The store's time as the worker knew it, counted on by this machine's steady clock.
struct FollowedClock: WallClock {
    private let start: Timestamp
    private let stopwatch: Stopwatch

    init(at start: Timestamp, _ stopwatch: Stopwatch) {
        self.start = start
        self.stopwatch = stopwatch
    }

    func now() -> Timestamp { start + stopwatch.elapsed }
}
