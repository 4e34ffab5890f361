import JobUHandler
import JobUModel
import Logging
import Synchronization

/// An execution whose handler runs in a child process, seen from the worker.
final class IsolatedExecution: ChildCall {
    let message: [UInt8]
    let memoryLimit: Int?
    private let execution: ClaimedExecution
    private let pool: ChildPool
    private let progress: ProgressWriter
    private let log: Logger
    private let completion: ExecutionCompletion
    private let end: @Sendable (Result<ExecutionOutcome, any Error>) -> Void
    private let output = Mutex(OutputLines())
    private let ending = Mutex<Result<ExecutionOutcome, any Error>?>(nil)
    /// Why the message cannot be sent.
    private let fault: (any Error)?

    /// - Parameters:
    ///   - progress: stores how far the execution is.
    ///   - log: of the execution.
    ///   - end: called once, when the handler has returned or its process has ended.
    init(
        _ execution: ClaimedExecution, memoryLimit: Int?, pool: ChildPool, progress: ProgressWriter, now: Timestamp, log: Logger,
        completion: ExecutionCompletion, end: @escaping @Sendable (Result<ExecutionOutcome, any Error>) -> Void
    ) {
        self.execution = execution
        self.memoryLimit = memoryLimit
        self.pool = pool
        self.progress = progress
        self.log = log
        self.completion = completion
        self.end = end
        let message = ExecuteMessage(
            execution: execution, now: now, logLevel: log.logLevel.rawValue, memoryLimit: memoryLimit,
            heartbeatTimeoutMilliseconds: pool.configuration.heartbeatTimeout.microseconds / 1_000)
        do {
            self.message = try Frame(.execution, message).encoded()
            fault = nil
        } catch {
            self.message = []
            fault = error
        }
    }

    /// Runs the handler in a child process, and stores its progress; returns when it has ended. Cancellation cancels the handler's task.
    func work() async {
        if let fault { return end(.failure(HandlerError.permanent("the execution could not be sent to its child process: \(fault)"))) }
        // First, so that a cancellation that is there already comes after it.
        pool.submit(self)
        await withTaskCancellationHandler {
            await progress.run()
        } onCancel: {
            pool.cancel(self)
        }
        // Its last report of progress is stored before its end.
        if let ending = ending.withLock(\.self) { end(ending) }
    }

    /// Ends the child process of a handler that ignores its cancellation.
    func kill(grace: Duration? = nil) {
        pool.kill(self, grace: grace)
    }

    // MARK: - On the pool's thread

    func receive(_ frame: Frame) throws -> ChildCallState {
        switch frame.kind {
        case .log:
            let line = try frame.decode(LogMessage.self)
            log.log(
                level: Logger.Level(rawValue: line.level) ?? .info, "\(line.message)",
                metadata: line.metadata.mapValues { .string($0) })
        case .progress:
            progress.put(try frame.decode(ProgressMessage.self))
        case .completed:
            completion.markCommitted(try frame.decode(ExecutionTransition.self))
        case .ended:
            let result = try frame.decode(ResultMessage.self)
            finish(Self.result(result.ending))
            return .ended(isReusable: result.isReusable)
        case .execution, .cancel, .beat, .ready:
            throw UnexpectedMessage(kind: frame.kind)
        }
        return .goesOn
    }

    func receive(_ bytes: UnsafeRawBufferPointer, from stream: OutputLines.Stream) {
        logOutput(output.withLock { $0.take(bytes, from: stream) })
    }

    func end(_ ending: ChildExit) {
        let lastWords = output.withLock(\.lastWords)
        finish(.failure(ChildExitMessage.error(ending, of: execution, memoryLimit: memoryLimit, lastWords: lastWords)))
    }

    private func finish(_ result: Result<ExecutionOutcome, any Error>) {
        logOutput(output.withLock { $0.finish() })
        ending.withLock { $0 = result }
        progress.close()
    }

    private func logOutput(_ lines: [OutputLines.Line]) {
        for line in lines {
            log.log(
                level: line.stream == .stderr ? .warning : .info, "\(line.text)", metadata: [LogKeys.stream: "\(line.stream.rawValue)"])
        }
    }

    private static func result(_ ending: ResultMessage.Ending) -> Result<ExecutionOutcome, any Error> {
        switch ending {
        case .outcome(let outcome): return .success(outcome)
        case .cancelled: return .failure(CancellationError())
        case .failure(let message, let isRetryable):
            return .failure(isRetryable ? HandlerError(message) : HandlerError.permanent(message))
        }
    }
}
