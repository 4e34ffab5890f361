import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import Logging
import Tracing

/// One claimed execution, from the call of its handler to its stored result.
struct ExecutionRunner: Sendable {
    let execution: ClaimedExecution
    let control: ExecutionControl
    let worker: WorkerServices
    let span: any Span
    private let handler: RegisteredHandler?
    let log: ExecutionLogHandler
    let completion: ExecutionCompletion
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
            // What a child process prints arrives unmasked.
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

/// What every execution of a worker uses.
struct WorkerServices: Sendable {
    let handlers: HandlerRegistry
    /// For handlers that run in child processes; nil where all of them run in this process.
    let isolation: ProcessIsolation?
    let databases: JobDatabases
    let store: any WorkerStore
    let time: TimeSource
    let runtime: WorkerRuntime
    let finisher: FinishBatcher
    let logWriter: LogWriter
    let logger: Logger
    let metrics: WorkerMetrics
}
