import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import Logging
import Tracing

/// Runs one claimed execution from the call of its handler to its stored result.
struct ExecutionRunner: Sendable {
    let handlers: HandlerRegistry
    /// For handlers that run in children; nil where all of them run here.
    let isolation: ProcessIsolation?
    let databases: JobDatabases
    let store: any WorkerStore
    let time: TimeSource
    let runtime: WorkerRuntime
    let finisher: FinishBatcher
    let logWriter: LogWriter
    let logger: Logger
    let metrics: WorkerMetrics

    /// Returns when the handler has come back, which may be long after its result was stored: until then it takes up room.
    func run(_ execution: ClaimedExecution, _ control: ExecutionControl) async {
        let executionLog = executionLogger(execution)
        let completion = ExecutionCompletion(of: execution, in: store, time: time)
        metrics.recordClaim(execution)
        let progress = progressWriter(execution, control, executionLog, completion)
        let context = context(of: execution, executionLog, completion, progress)
        let handler = handlers[execution.handlerName]
        // What a child process prints comes here as it is.
        let isolated = isolated(
            handler, execution, control, handler?.mask.hide(context.logger) ?? context.logger, completion, progress)
        var delivered = false
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [runtime] in
                // The process may have stood still since the run began.
                guard runtime.covers(execution.lease.workerID) else { return control.abandon() }
                if let isolated { await isolated.work() } else { control.end(await Self.call(handler, execution, context, progress)) }
            }
            while true {
                switch await control.next() {
                case .stop(let reason):
                    group.cancelAll()
                    // Somebody else may begin the next attempt at any moment.
                    if reason == .leaseLost { isolated?.kill(grace: .zero) }
                case .stuck(let reason):
                    // A process can be ended, and then its run has ended as well.
                    if let isolated { isolated.kill() } else { delivered = await deliverStuck(execution, reason) }
                case .ended(let ending):
                    if let transition = completion.committed {
                        await finishCommitted(transition, of: execution, executionLog)
                    } else if !delivered {
                        await deliver(ending, of: execution, control, executionLog)
                    }
                    return
                }
            }
        }
        runtime.end(control)
    }

    private func isolated(
        _ handler: RegisteredHandler?, _ execution: ClaimedExecution, _ control: ExecutionControl, _ log: Logger,
        _ completion: ExecutionCompletion,
        _ progress: ProgressWriter
    ) -> IsolatedExecution? {
        guard let isolation, let handler, isolation.isIsolated(handler) else { return nil }
        return IsolatedExecution(
            execution, memoryLimit: isolation.memoryLimit(of: handler), pool: isolation.pool, progress: progress, now: time.wall.now(),
            log: log, completion: completion, end: { control.end($0) })
    }

    /// Calls the handler, and returns when its last report of progress is stored as well.
    private static func call(
        _ handler: RegisteredHandler?, _ execution: ClaimedExecution, _ context: JobContext, _ progress: ProgressWriter
    ) async -> Result<ExecutionOutcome, any Error> {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await progress.run() }
            let ending = await call(handler, execution, context)
            progress.close()
            return ending
        }
    }

    static func call(
        _ handler: RegisteredHandler?, _ execution: ClaimedExecution, _ context: JobContext
    ) async -> Result<ExecutionOutcome, any Error> {
        guard let handler else {
            return .success(.failure(message: "this worker knows no handler '\(execution.handlerName)'", isRetryable: true))
        }
        do {
            return .success(try ExecutionOutcome(await handler.execute(execution.handlerParams, context)))
        } catch {
            return .failure(error)
        }
    }

    private func deliver(
        _ ending: Result<ExecutionOutcome, any Error>, of execution: ClaimedExecution, _ control: ExecutionControl,
        _ executionLog: ExecutionLogHandler
    ) async {
        if executionLog.hasLines { await logWriter.flush() }
        guard let outcome = OutcomeDecision.outcome(of: ending, control.stopReason, execution) else {
            metrics.recordDroppedResult()
            return logger.notice("A run ended after its lease was lost; its result is dropped", metadata: Self.facts(execution))
        }
        await deliver(outcome, of: execution, freeing: control)
    }

    /// The handler has ended its run inside a transaction of its own: there is nothing left to store.
    private func finishCommitted(_ transition: ExecutionTransition, of execution: ClaimedExecution, _ executionLog: ExecutionLogHandler)
        async
    {
        if executionLog.hasLines { await logWriter.flush() }
        store.notifyFinished(waits: transition.status.isWaiting)
        recordFinish(execution, transition, "A run ended in a transaction of its handler")
    }

    private func recordFinish(_ execution: ClaimedExecution, _ transition: ExecutionTransition, _ message: Logger.Message = "A run ended") {
        ExecutionSpan.recordFinish(transition.status)
        metrics.recordFinish(execution, transition.status, now: time.wall.now())
        logger.info(message, metadata: Self.facts(execution).merging([LogKeys.status: "\(transition.status.rawValue)"]) { _, new in new })
    }

    /// The handler ignores its cancellation. Its result, should it ever come, will not count.
    private func deliverStuck(_ execution: ClaimedExecution, _ reason: StopReason) async -> Bool {
        logger.error("A handler does not end although it was cancelled", metadata: Self.facts(execution))
        switch reason {
        case .timeout, .cancelRequested:
            await deliver(.stuck(message: OutcomeDecision.stuckMessage(execution, reason)), of: execution, freeing: nil)
            return true
        // Its body may go on until this process ends: only then, when the lease has lapsed, may another begin.
        case .shutdown, .leaseLost:
            return true
        }
    }

    private func deliver(_ outcome: ExecutionOutcome, of execution: ClaimedExecution, freeing control: ExecutionControl?) async {
        let transition = ExecutionTransition.next(after: outcome, of: execution, now: time.wall.now(), random: time.random())
        let request = FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt)
        let delivery = await withSpan("finish") { _ in await finisher.deliver(request, freeing: control) }
        switch delivery {
        case .stored:
            recordFinish(execution, transition)
        case .leaseLost:
            metrics.recordDroppedResult()
            logger.notice("A result came after the lease was lost; it is dropped", metadata: Self.facts(execution))
        case .refused(let why):
            await deliverRefusal(why, of: execution)
        }
    }

    private func deliverRefusal(_ why: String, of execution: ClaimedExecution) async {
        let outcome = ExecutionOutcome.failure(message: "its result could not be stored: \(why)", isRetryable: false)
        let transition = ExecutionTransition.next(after: outcome, of: execution, now: time.wall.now(), random: time.random())
        let delivery = await finisher.deliver(
            FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt))
        logger.error(
            "A result could not be stored",
            metadata: Self.facts(execution).merging([LogKeys.error: "\(why); as a failure: \(delivery)"]) { _, new in new })
    }

    private func executionLogger(_ execution: ClaimedExecution) -> ExecutionLogHandler {
        ExecutionLogHandler(execution: execution, wall: time.wall, writer: logWriter, outer: logger)
    }

    private func progressWriter(
        _ execution: ClaimedExecution, _ control: ExecutionControl, _ executionLog: ExecutionLogHandler, _ completion: ExecutionCompletion
    ) -> ProgressWriter {
        ProgressWriter(store: store, lease: execution.lease, log: Logger(label: "jobu.run", factory: { _ in executionLog })) { [runtime] in
            // A handler that has ended its run in a transaction of its own may still have something to do.
            if completion.committed == nil { runtime.stop(control, .leaseLost) }
        }
    }

    private func context(
        of execution: ClaimedExecution, _ executionLog: ExecutionLogHandler, _ completion: ExecutionCompletion, _ progress: ProgressWriter
    ) -> JobContext {
        let reporter = ProgressReporter(clock: time.clock) { progress.put($0) }
        return JobContext(
            execution: execution, deadline: execution.startedAt + .seconds(execution.options.timeoutSeconds),
            logger: Logger(label: "jobu.run", factory: { _ in executionLog }), databases: databases,
            wall: time.wall, completion: completion, report: { reporter.report($0, $1) })
    }

    static func facts(_ execution: ClaimedExecution) -> Logger.Metadata {
        [
            LogKeys.executionID: "\(execution.lease.executionID)", LogKeys.attempt: "\(execution.attempt)",
            LogKeys.handler: "\(execution.handlerName)",
        ]
    }
}
