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
    func run(_ run: ClaimedExecution, _ control: ExecutionControl) async {
        let executionLog = executionLogger(run)
        let completion = ExecutionCompletion(of: run, in: store, time: time)
        metrics.recordClaim(run)
        let progress = progressWriter(run, control, executionLog, completion)
        let context = context(of: run, executionLog, completion, progress)
        let handler = handlers[run.handlerName]
        // What a child process prints comes here as it is.
        let isolated = isolated(
            handler, run, control, handler?.mask.hide(context.logger) ?? context.logger, completion, progress)
        var delivered = false
        await withTaskGroup(of: Void.self) { group in
            group.addTask { [runtime] in
                // The process may have stood still since the run began.
                guard runtime.covers(run.lease.workerID) else { return control.abandon() }
                if let isolated { await isolated.work() } else { control.end(await Self.call(handler, run, context, progress)) }
            }
            while true {
                switch await control.next() {
                case .stop(let reason):
                    group.cancelAll()
                    // Somebody else may begin the next attempt at any moment.
                    if reason == .leaseLost { isolated?.kill(grace: .zero) }
                case .stuck(let reason):
                    // A process can be ended, and then its run has ended as well.
                    if let isolated { isolated.kill() } else { delivered = await deliverStuck(run, reason) }
                case .ended(let ending):
                    if let transition = completion.committed {
                        await finishCommitted(transition, of: run, executionLog)
                    } else if !delivered {
                        await deliver(ending, of: run, control, executionLog)
                    }
                    return
                }
            }
        }
        runtime.end(control)
    }

    private func isolated(
        _ handler: RegisteredHandler?, _ run: ClaimedExecution, _ control: ExecutionControl, _ log: Logger, _ completion: ExecutionCompletion,
        _ progress: ProgressWriter
    ) -> IsolatedExecution? {
        guard let isolation, let handler, isolation.isIsolated(handler) else { return nil }
        return IsolatedExecution(
            run, memoryLimit: isolation.memoryLimit(of: handler), pool: isolation.pool, progress: progress, now: time.wall.now(),
            log: log, completion: completion, end: { control.end($0) })
    }

    /// Calls the handler, and returns when its last report of progress is stored as well.
    private static func call(
        _ handler: RegisteredHandler?, _ run: ClaimedExecution, _ context: JobContext, _ progress: ProgressWriter
    ) async -> Result<ExecutionOutcome, any Error> {
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await progress.run() }
            let ending = await call(handler, run, context)
            progress.close()
            return ending
        }
    }

    static func call(
        _ handler: RegisteredHandler?, _ run: ClaimedExecution, _ context: JobContext
    ) async -> Result<ExecutionOutcome, any Error> {
        guard let handler else {
            return .success(.failure(message: "this worker knows no handler '\(run.handlerName)'", isRetryable: true))
        }
        do {
            return .success(try ExecutionOutcome(await handler.execute(run.handlerParams, context)))
        } catch {
            return .failure(error)
        }
    }

    private func deliver(
        _ ending: Result<ExecutionOutcome, any Error>, of run: ClaimedExecution, _ control: ExecutionControl, _ executionLog: ExecutionLogHandler
    ) async {
        if executionLog.hasLines { await logWriter.flush() }
        guard let outcome = OutcomeDecision.outcome(of: ending, control.stopReason, run) else {
            metrics.recordDroppedResult()
            return logger.notice("A run ended after its lease was lost; its result is dropped", metadata: Self.facts(run))
        }
        await deliver(outcome, of: run, freeing: control)
    }

    /// The handler has ended its run inside a transaction of its own: there is nothing left to store.
    private func finishCommitted(_ transition: ExecutionTransition, of run: ClaimedExecution, _ executionLog: ExecutionLogHandler) async {
        if executionLog.hasLines { await logWriter.flush() }
        store.notifyFinished(waits: transition.status.isWaiting)
        recordFinish(run, transition, "A run ended in a transaction of its handler")
    }

    private func recordFinish(_ run: ClaimedExecution, _ transition: ExecutionTransition, _ message: Logger.Message = "A run ended") {
        ExecutionSpan.recordFinish(transition.status)
        metrics.recordFinish(run, transition.status, now: time.wall.now())
        logger.info(message, metadata: Self.facts(run).merging([LogKeys.status: "\(transition.status.rawValue)"]) { _, new in new })
    }

    /// The handler ignores its cancellation. Its result, should it ever come, will not count.
    private func deliverStuck(_ run: ClaimedExecution, _ reason: StopReason) async -> Bool {
        logger.error("A handler does not end although it was cancelled", metadata: Self.facts(run))
        switch reason {
        case .timeout, .cancelRequested:
            await deliver(.stuck(message: OutcomeDecision.stuckMessage(run, reason)), of: run, freeing: nil)
            return true
        // Its body may go on until this process ends: only then, when the lease has lapsed, may another begin.
        case .shutdown, .leaseLost:
            return true
        }
    }

    private func deliver(_ outcome: ExecutionOutcome, of run: ClaimedExecution, freeing control: ExecutionControl?) async {
        let transition = ExecutionTransition.next(after: outcome, of: run, now: time.wall.now(), random: time.random())
        let request = FinishRequest(lease: run.lease, transition: transition, startedAt: run.startedAt)
        let delivery = await withSpan("finish") { _ in await finisher.deliver(request, freeing: control) }
        switch delivery {
        case .stored:
            recordFinish(run, transition)
        case .leaseLost:
            metrics.recordDroppedResult()
            logger.notice("A result came after the lease was lost; it is dropped", metadata: Self.facts(run))
        case .refused(let why):
            await deliverRefusal(why, of: run)
        }
    }

    private func deliverRefusal(_ why: String, of run: ClaimedExecution) async {
        let outcome = ExecutionOutcome.failure(message: "its result could not be stored: \(why)", isRetryable: false)
        let transition = ExecutionTransition.next(after: outcome, of: run, now: time.wall.now(), random: time.random())
        let delivery = await finisher.deliver(
            FinishRequest(lease: run.lease, transition: transition, startedAt: run.startedAt))
        logger.error(
            "A result could not be stored",
            metadata: Self.facts(run).merging([LogKeys.error: "\(why); as a failure: \(delivery)"]) { _, new in new })
    }

    private func executionLogger(_ run: ClaimedExecution) -> ExecutionLogHandler {
        ExecutionLogHandler(run: run, wall: time.wall, writer: logWriter, outer: logger)
    }

    private func progressWriter(
        _ run: ClaimedExecution, _ control: ExecutionControl, _ executionLog: ExecutionLogHandler, _ completion: ExecutionCompletion
    ) -> ProgressWriter {
        ProgressWriter(store: store, lease: run.lease, log: Logger(label: "jobu.run", factory: { _ in executionLog })) { [runtime] in
            // A handler that has ended its run in a transaction of its own may still have something to do.
            if completion.committed == nil { runtime.stop(control, .leaseLost) }
        }
    }

    private func context(
        of run: ClaimedExecution, _ executionLog: ExecutionLogHandler, _ completion: ExecutionCompletion, _ progress: ProgressWriter
    ) -> JobContext {
        let reporter = ProgressReporter(clock: time.clock) { progress.put($0) }
        return JobContext(
            run: run, deadline: run.startedAt + .seconds(run.timeoutSeconds),
            logger: Logger(label: "jobu.run", factory: { _ in executionLog }), databases: databases,
            wall: time.wall, completion: completion, report: { reporter.report($0, $1) })
    }

    static func facts(_ run: ClaimedExecution) -> Logger.Metadata {
        [
            LogKeys.executionID: "\(run.lease.executionID)", LogKeys.attempt: "\(run.attempt)",
            LogKeys.handler: "\(run.handlerName)",
        ]
    }
}
