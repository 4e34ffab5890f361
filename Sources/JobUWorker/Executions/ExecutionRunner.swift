import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import Logging
import Tracing

/// One claimed execution, from the call of its handler to its stored result.
struct ExecutionRunner: Sendable {
    private let execution: ClaimedExecution
    private let control: ExecutionControl
    private let worker: WorkerServices
    private let span: any Span
    private let handler: RegisteredHandler?
    private let log: ExecutionLogHandler
    private let completion: ExecutionCompletion
    private let progress: ProgressWriter
    private let context: JobContext
    /// Nil for a handler that runs in this process.
    private let isolated: IsolatedExecution?

    /// Runs an execution inside a span; the spans of its handler are below it.
    ///
    /// Returns when the handler has returned, which may be long after its result was stored: until then it uses capacity.
    static func run(_ execution: ClaimedExecution, _ control: ExecutionControl, in worker: WorkerServices) async {
        // The handler's name keeps spans of one kind together; the execution's number would make each its own kind.
        await withSpan("run \(execution.handlerName)", ofKind: .consumer) { span in
            await ExecutionRunner(execution, control, worker, span).run()
        }
    }

    private init(_ execution: ClaimedExecution, _ control: ExecutionControl, _ worker: WorkerServices, _ span: any Span) {
        let (time, runtime) = (worker.time, worker.runtime)
        let handler = worker.handlers[execution.handlerName]
        let log = ExecutionLogHandler(execution: execution, wall: time.wall, writer: worker.logWriter, outer: worker.logger)
        let logger = Logger(label: "jobu.run", factory: { _ in log })
        let completion = ExecutionCompletion(of: execution, in: worker.store, time: time)
        let progress = ProgressWriter(store: worker.store, lease: execution.lease, log: logger) {
            // A handler that has finished its execution in its own transaction may still have work to do.
            if completion.committed == nil { runtime.stop(control, .leaseLost) }
        }
        let reporter = ProgressReporter(clock: time.clock) { progress.put($0) }
        context = JobContext(
            execution: execution, deadline: execution.startedAt + .seconds(execution.options.timeoutSeconds), logger: logger,
            databases: worker.databases, wall: time.wall, completion: completion, report: { reporter.report($0, $1) })
        if let isolation = worker.isolation, let handler, isolation.isIsolated(handler) {
            // What a child process prints arrives unmasked: its log masks it.
            isolated = IsolatedExecution(
                execution, memoryLimit: isolation.memoryLimit(of: handler), pool: isolation.pool, progress: progress, now: time.wall.now(),
                log: handler.mask.hide(context.logger), completion: completion, end: { control.end($0) })
        } else {
            isolated = nil
        }
        (self.execution, self.control, self.worker, self.span) = (execution, control, worker, span)
        (self.handler, self.log, self.completion, self.progress) = (handler, log, completion, progress)
    }

    private func run() async {
        recordStart()
        await withTaskGroup(of: Void.self) { group in
            group.addTask { await call() }
            let result = await watch(&group)
            if let transition = completion.committed {
                await finishCommitted(transition)
            } else if let result, let outcome = await decide(result) {
                await finish(outcome, freeing: control)
            }
        }
        worker.runtime.end(control)
    }

    private func recordStart() {
        span.updateAttributes { attributes in
            attributes[TraceKeys.executionID] = execution.lease.executionID.rawValue
            attributes[TraceKeys.attempt] = execution.attempt
            attributes[TraceKeys.handler] = execution.handlerName
            attributes[TraceKeys.cronJobID] = execution.cronJobID?.rawValue
            attributes[TraceKeys.lagSeconds] = max(.zero, execution.startedAt - execution.runAt).inSeconds
        }
        worker.metrics.recordClaim(execution)
    }

    /// Calls the handler, and returns when its last progress report is stored as well.
    private func call() async {
        // The process may have stood still since the execution began.
        guard worker.runtime.covers(execution.lease.workerID) else { return control.abandon() }
        if let isolated { return await isolated.work() }
        let result = await withTaskGroup(of: Void.self) { group in
            group.addTask { await progress.run() }
            let result = await Self.call(handler, execution, context)
            progress.close()
            return result
        }
        control.end(result)
    }

    /// Waits until the handler returns, and cancels it when it has to stop.
    /// - Returns: how the handler returned; nil when it was stuck, and its execution was left to others before.
    private func watch(_ group: inout TaskGroup<Void>) async -> Result<ExecutionOutcome, any Error>? {
        var isStuck = false
        while true {
            switch await control.next() {
            case .stop(let reason):
                group.cancelAll()
                // Another worker may begin the next attempt at any moment.
                if reason == .leaseLost { isolated?.kill(grace: .zero) }
            case .stuck(let reason):
                if let isolated {
                    // A process can be ended, and its execution ends with it.
                    isolated.kill()
                } else {
                    await finishStuck(reason)
                    isStuck = true
                }
            case .ended(let result):
                return isStuck ? nil : result
            }
        }
    }

    /// Returns what a result means; nil when the lease was lost, and nothing may be stored.
    private func decide(_ result: Result<ExecutionOutcome, any Error>) async -> ExecutionOutcome? {
        if log.hasLines { await worker.logWriter.flush() }
        if let outcome = OutcomeDecision.outcome(of: result, control.stopReason, execution) { return outcome }
        worker.metrics.recordDroppedResult()
        worker.logger.notice("Result dropped: lease lost", metadata: metadata())
        return nil
    }

    /// Stores an outcome, unless the lease has been lost.
    /// - Parameter freed: the execution that uses no capacity any more once it is stored; nil while its handler still runs.
    private func finish(_ outcome: ExecutionOutcome, freeing freed: ExecutionControl?) async {
        let request = FinishRequest(outcome, of: execution, now: worker.time.wall.now(), random: worker.time.random())
        switch await withSpan("finish", { _ in await worker.finisher.deliver(request, freeing: freed) }) {
        case .stored:
            recordEnd(request.transition)
        case .leaseLost:
            worker.metrics.recordDroppedResult()
            worker.logger.notice("Result dropped: lease lost", metadata: metadata())
        case .refused(let why):
            await finishRefused(why)
        }
    }

    /// Stores a failure in place of a result that the store refuses.
    private func finishRefused(_ why: String) async {
        let failure = ExecutionOutcome.failure(message: "the result could not be stored: \(why)", isRetryable: false)
        let request = FinishRequest(failure, of: execution, now: worker.time.wall.now(), random: worker.time.random())
        let delivery = await worker.finisher.deliver(request)
        worker.logger.error(
            "Finish failed; recorded as FAILED", metadata: metadata([LogKeys.error: "\(why); as a failure: \(delivery)"]))
    }

    /// Finishes for a handler that ignores its cancellation. Whatever it returns later does not count.
    private func finishStuck(_ reason: StopReason) async {
        worker.logger.error("Handler stuck after cancellation", metadata: metadata())
        switch reason {
        case .timeout, .cancelRequested:
            await finish(.stuck(message: OutcomeDecision.stuckMessage(execution, reason)), freeing: nil)
        // Its body may go on until this process ends: only then, when the lease has expired, may another begin.
        case .shutdown, .leaseLost: break
        }
    }

    /// Publishes what the handler has committed in its own transaction: there is nothing left to store.
    private func finishCommitted(_ transition: ExecutionTransition) async {
        if log.hasLines { await worker.logWriter.flush() }
        worker.store.notifyFinished(waits: transition.status.isWaiting)
        recordEnd(transition, "Execution finished in its handler's transaction")
    }

    private func recordEnd(_ transition: ExecutionTransition, _ message: Logger.Message = "Execution finished") {
        let status = transition.status
        span.attributes[TraceKeys.status] = status.rawValue
        if status != .success, status != .cancelled, status != .pending { span.setStatus(SpanStatus(code: .error)) }
        worker.metrics.recordFinish(execution, status, now: worker.time.wall.now())
        worker.logger.info(message, metadata: metadata([LogKeys.status: "\(status.rawValue)"]))
    }

    private func metadata(_ more: Logger.Metadata = [:]) -> Logger.Metadata {
        execution.logMetadata.merging(more) { _, new in new }
    }

    /// Calls a handler in this process.
    static func call(
        _ handler: RegisteredHandler?, _ execution: ClaimedExecution, _ context: JobContext
    ) async -> Result<ExecutionOutcome, any Error> {
        guard let handler else {
            return .success(.failure(message: "this worker has no handler '\(execution.handlerName)'", isRetryable: true))
        }
        do {
            return .success(try ExecutionOutcome(await handler.execute(execution.handlerParams, context)))
        } catch {
            return .failure(error)
        }
    }
}
