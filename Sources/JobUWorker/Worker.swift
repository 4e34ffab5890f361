package import JobUDatabase
package import JobUHandler
package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// Claims executions and runs their handlers. Any number of workers can share one store.
///
/// A worker that stops drains: it claims nothing more, lets its executions go on until `shutdownTimeout`, then cancels and releases them.
package struct Worker: Service {
    private let store: any WorkerStore
    private let metrics = WorkerMetrics()
    private let handlers: HandlerRegistry
    private let isolation: ProcessIsolation?
    private let databases: JobDatabases
    private let signals: ChangeSignals
    private let time: TimeSource
    private let configuration: WorkerConfiguration
    private let logger: Logger
    private let drainControl: DrainControl
    private let onStuckAtShutdown: @Sendable ([ExecutionID]) -> Void

    /// - Parameters:
    ///   - isolation: for handlers that run in child processes; without it all handlers run in this process.
    ///   - drainControl: cuts the drain short.
    ///   - onStuckAtShutdown: called when handlers ignore their cancellation at shutdown. `run` waits for them; only the end of the process
    ///     can end them.
    package init(
        store: any WorkerStore, handlers: HandlerRegistry, isolation: ProcessIsolation? = nil, databases: JobDatabases,
        signals: ChangeSignals,
        time: TimeSource,
        configuration: WorkerConfiguration = WorkerConfiguration(), logger: Logger, drainControl: DrainControl = DrainControl(),
        onStuckAtShutdown: @escaping @Sendable ([ExecutionID]) -> Void = { _ in }
    ) {
        self.store = store
        self.handlers = handlers
        self.isolation = isolation
        self.databases = databases
        self.signals = signals
        self.time = time
        self.configuration = configuration
        self.logger = logger
        self.drainControl = drainControl
        self.onStuckAtShutdown = onStuckAtShutdown
    }

    /// Returns when every execution has ended or is released.
    package func run() async throws {
        let runtime = WorkerRuntime(configuration: configuration, signals: signals, stopwatch: Stopwatch(time.clock))
        drainControl.attach { runtime.claimSignal.notify() }
        await withGracefulShutdownHandler {
            await work(runtime)
        } onGracefulShutdown: {
            runtime.drain()
        }
        logger.notice("Worker stopped")
    }

    /// The writers outlive the executions; lease, deadlines and cancellations are watched for as long as executions run.
    private func work(_ runtime: WorkerRuntime) async {
        let finisher = FinishBatcher(store: store, time: time, runtime: runtime, logger: logger)
        let logWriter = LogWriter(store: store, time: time, logger: logger)
        await withTaskGroup(of: Void.self) { writers in
            writers.addTask { await finisher.run() }
            writers.addTask { await logWriter.run() }
            await withTaskGroup(of: Void.self) { backgroundServices in
                backgroundServices.addTask { await leaseKeeper(runtime).run() }
                backgroundServices.addTask { await runtime.watchDeadlines(time.clock) }
                backgroundServices.addTask { await watchCancellations(runtime) }
                if let isolation { backgroundServices.addTask { await isolation.pool.run() } }
                await claimAndExecute(runtime, services(runtime, finisher, logWriter))
                backgroundServices.cancelAll()
            }
            await deregister(runtime)
            finisher.close()
            logWriter.close()
        }
    }

    private func claimAndExecute(_ runtime: WorkerRuntime, _ services: WorkerServices) async {
        let loop = ClaimLoop(
            store: store, time: time, runtime: runtime, handlers: handlers.names, configuration: configuration, logger: logger,
            metrics: metrics)
        await withDiscardingTaskGroup { executions in
            await loop.run { execution, control in
                executions.addTask { await ExecutionRunner.run(execution, control, in: services) }
            }
            await drain(runtime)
        }
    }

    /// Stops the executions whose cancellation is requested, until its task is cancelled.
    private func watchCancellations(_ runtime: WorkerRuntime) async {
        let listener = signals.listener(to: [.cancellations])
        let interval = min(configuration.pollInterval, configuration.heartbeatInterval)
        await RetryLoop("Cancellation watch", time: time, logger: logger).run { _ in
            if runtime.running > 0, let worker = runtime.workerID {
                runtime.stop(try await store.cancelRequests(for: worker), .cancelRequested)
            }
            _ = try await listener.wait(for: interval, clock: time.clock)
        }
    }

    private func drain(_ runtime: WorkerRuntime) async {
        guard runtime.running > 0 else { return }
        logger.notice("Worker draining", metadata: [LogKeys.count: "\(runtime.running)"])
        if await isIdle(runtime, within: configuration.shutdownTimeout, unlessCutShort: true) { return }
        logger.notice("Drain timeout; cancelling executions", metadata: [LogKeys.count: "\(runtime.running)"])
        runtime.stopAll(.shutdown)
        if await isIdle(runtime, within: configuration.cancelGrace) { return }
        // Whether `watchDeadlines` has looked yet or not.
        runtime.expireDue()
        // Processes that do not end are killed now, and their executions released.
        if let isolation, await isIdle(runtime, within: isolation.pool.configuration.killGrace + .seconds(5)) { return }
        logger.error("Handlers stuck after cancellation", metadata: [LogKeys.count: "\(runtime.running)"])
        onStuckAtShutdown(runtime.stuck)
    }

    /// Waits until no execution runs; false after `timeout`.
    /// - Parameter unlessCutShort: whether `drainControl` ends the wait.
    private func isIdle(_ runtime: WorkerRuntime, within timeout: Duration, unlessCutShort: Bool = false) async -> Bool {
        let end = runtime.elapsed + timeout
        while runtime.running > 0 {
            let left = end - runtime.elapsed
            guard left > .zero, !(unlessCutShort && drainControl.isCutShort) else { return false }
            do {
                _ = try await runtime.claimSignal.wait(for: left, clock: time.clock)
            } catch {
                return true  // Cancelled, and the executions with it.
            }
        }
        return true
    }

    /// Removes a worker that holds nothing any more, so that its lease need not expire first.
    private func deregister(_ runtime: WorkerRuntime) async {
        guard let worker = runtime.workerID, runtime.running == 0 else { return }
        do {
            try await store.deregister(worker)
        } catch {
            logger.warning("Deregister failed; the worker expires with its lease", metadata: [LogKeys.error: "\(error)"])
        }
    }

    private func services(_ runtime: WorkerRuntime, _ finisher: FinishBatcher, _ logWriter: LogWriter) -> WorkerServices {
        WorkerServices(
            handlers: handlers, isolation: isolation, databases: databases, store: store, time: time, runtime: runtime, finisher: finisher,
            logWriter: logWriter, logger: logger, metrics: metrics)
    }

    private func leaseKeeper(_ runtime: WorkerRuntime) -> LeaseKeeper {
        let registration = WorkerRegistration(
            host: configuration.host, pid: configuration.pid, version: configuration.version, handlers: handlers.names,
            handlersOfAdmins: Set(handlers.paramsAuthors.filter { $0.value == .admin }.keys), queues: configuration.queues,
            capacity: configuration.capacity)
        return LeaseKeeper(
            store: store, time: time, runtime: runtime, registration: registration, configuration: configuration, logger: logger,
            metrics: metrics)
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
