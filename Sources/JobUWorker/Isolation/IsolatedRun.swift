import JobUHandler
import JobUIsolation
import JobUModel
import JobUStore
import Logging
import Synchronization

/// A run whose handler works in a child, seen from the worker.
final class IsolatedRun: ChildCall {
    let order: [UInt8]
    let memoryLimit: Int?
    private let run: ClaimedExecution
    private let pool: ChildPool
    private let store: any WorkerStore
    private let log: Logger
    private let completion: RunCompletion
    private let end: @Sendable (Result<ExecutionOutcome, any Error>) -> Void
    private let progress = Inbox<ProgressNote>()
    private let output = Mutex(OutputLines())
    /// Why the order cannot be sent.
    private let fault: (any Error)?

    /// - Parameters:
    ///   - log: of the run.
    ///   - end: called once, when the handler has come back or its process has ended.
    init(
        _ run: ClaimedExecution, memoryLimit: Int?, pool: ChildPool, store: any WorkerStore, now: Timestamp, log: Logger,
        completion: RunCompletion, end: @escaping @Sendable (Result<ExecutionOutcome, any Error>) -> Void
    ) {
        self.run = run
        self.memoryLimit = memoryLimit
        self.pool = pool
        self.store = store
        self.log = log
        self.completion = completion
        self.end = end
        let order = RunOrder(
            run: run, now: now, logLevel: log.logLevel.rawValue, memoryLimit: memoryLimit,
            silenceMilliseconds: pool.configuration.silenceMax.microseconds / 1_000)
        do {
            self.order = try Frame(.run, order).encoded()
            fault = nil
        } catch {
            self.order = []
            fault = error
        }
    }

    /// Has a child do the run, and stores how far it is; returns when it has ended. Cancelled, it has the handler's task cancelled.
    func work() async {
        if let fault { return end(.failure(HandlerError.permanent("it could not be sent to its process: \(fault)"))) }
        // First, so that a cancellation that is there already comes after it.
        pool.submit(self)
        await withTaskCancellationHandler {
            while let notes = await progress.take(limit: .max) {
                // Only the newest is news.
                if let note = notes.last { await store(note) }
            }
        } onCancel: {
            pool.cancel(self)
        }
    }

    /// Ends the child when its handler does not listen.
    func kill(grace: Duration? = nil) {
        pool.kill(self, grace: grace)
    }

    private func store(_ note: ProgressNote) async {
        do {
            // Nobody is to be told of a run that is somebody else's by now.
            if try await store.recordProgress(run.lease, fraction: note.fraction, message: note.message) == .leaseLost {
                pool.cancel(self)
            }
        } catch {
            log.debug("How far the run is could not be stored", metadata: [LogKeys.error: "\(error)"])
        }
    }

    // MARK: - On the pool's thread

    func receive(_ frame: Frame) throws -> ChildCallState {
        switch frame.kind {
        case .log:
            let note = try frame.decode(LogNote.self)
            log.log(
                level: Logger.Level(rawValue: note.level) ?? .info, "\(note.message)",
                metadata: note.facts.mapValues { .string($0) })
        case .progress:
            progress.put(try frame.decode(ProgressNote.self))
        case .completed:
            completion.markCommitted(try frame.decode(ExecutionTransition.self))
        case .ended:
            let note = try frame.decode(EndingNote.self)
            finish(Self.result(note.ending))
            return .ended(isReusable: note.isReusable)
        case .run, .cancel, .beat, .ready:
            throw UnexpectedMessage(kind: frame.kind)
        }
        return .goesOn
    }

    func receive(_ bytes: UnsafeRawBufferPointer, from stream: OutputLines.Stream) {
        tell(output.withLock { $0.take(bytes, from: stream) })
    }

    func end(_ ending: ChildEnding) {
        let lastWords = output.withLock(\.lastWords)
        finish(.failure(IsolatedEnding.error(ending, of: run, memoryLimit: memoryLimit, lastWords: lastWords)))
    }

    private func finish(_ result: Result<ExecutionOutcome, any Error>) {
        tell(output.withLock { $0.finish() })
        end(result)
        progress.close()
    }

    private func tell(_ lines: [OutputLines.Line]) {
        for line in lines {
            log.log(
                level: line.stream == .stderr ? .warning : .info, "\(line.text)", metadata: [LogKeys.stream: "\(line.stream.rawValue)"])
        }
    }

    private static func result(_ ending: EndingNote.Ending) -> Result<ExecutionOutcome, any Error> {
        switch ending {
        case .outcome(let outcome): return .success(outcome)
        case .cancelled: return .failure(CancellationError())
        case .failure(let message, let isRetryable):
            return .failure(isRetryable ? HandlerError(message) : HandlerError.permanent(message))
        }
    }
}
