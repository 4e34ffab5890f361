package import JobUDatabase
package import JobUHandler
package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// A worker: claims executions and runs their handlers. Any number can work on one store.
///
/// When it stops, it drains: it claims nothing new, waits for its executions until `shutdownTimeout`, then cancels and releases them.
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
    private let hurry: DrainHurry
    private let onStuckAtShutdown: @Sendable ([ExecutionID]) -> Void

    /// - Parameters:
    ///   - isolation: for handlers that run in children; without it all handlers run in this process.
    ///   - hurry: cuts the drain short.
    ///   - onStuckAtShutdown: called when handlers ignore their cancellation at shutdown. `execution` waits for them; only the
    ///     end of the process can end them.
    package init(
        store: any WorkerStore, handlers: HandlerRegistry, isolation: ProcessIsolation? = nil, databases: JobDatabases,
        signals: ChangeSignals,
        time: TimeSource,
        configuration: WorkerConfiguration = WorkerConfiguration(), logger: Logger, hurry: DrainHurry = DrainHurry(),
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
        self.hurry = hurry
        self.onStuckAtShutdown = onStuckAtShutdown
    }

    /// Returns when every execution is finished or released.
    package func run() async throws {
        let runtime = WorkerRuntime(configuration: configuration, signals: signals, stopwatch: Stopwatch(time.clock))
        hurry.attach { runtime.claimSignal.notify() }
        await withGracefulShutdownHandler {
            await work(runtime)
        } onGracefulShutdown: {
            runtime.drain()
        }
        logger.notice("Worker stopped")
    }

    /// The writers outlive the executions; heartbeat and watchdog live as long as the executions.
    private func work(_ runtime: WorkerRuntime) async {
        let finisher = FinishBatcher(store: store, time: time, runtime: runtime, logger: logger)
        let logWriter = LogWriter(store: store, time: time, logger: logger)
        await withTaskGroup(of: Void.self) { writers in
            writers.addTask { await finisher.run() }
            writers.addTask { await logWriter.run() }
            await withTaskGroup(of: Void.self) { backgroundServices in
                backgroundServices.addTask { await leaseKeeper(runtime).run() }
                backgroundServices.addTask { await Watchdog(runtime: runtime, time: time).run() }
                backgroundServices.addTask { await cancellationWatcher(runtime).run() }
                if let isolation { backgroundServices.addTask { await isolation.pool.run() } }
                await claimAndExecute(runtime, runner(runtime, finisher, logWriter))
                backgroundServices.cancelAll()
            }
            await deregister(runtime)
            finisher.close()
            logWriter.close()
        }
    }

    private func claimAndExecute(_ runtime: WorkerRuntime, _ runner: ExecutionRunner) async {
        let loop = ClaimLoop(
            store: store, time: time, runtime: runtime, handlers: handlers.names, configuration: configuration, logger: logger,
            metrics: metrics)
        await withDiscardingTaskGroup { executions in
            await loop.run { execution, control in
                executions.addTask { await ExecutionSpan.around(execution) { await runner.run(execution, control) } }
            }
            await drain(runtime)
        }
    }

    private func drain(_ runtime: WorkerRuntime) async {
        guard runtime.running > 0 else { return }
        logger.notice("Worker draining", metadata: [LogKeys.count: "\(runtime.running)"])
        if await isIdle(runtime, within: configuration.shutdownTimeout, unlessHurried: true) { return }
        logger.notice("Drain timeout; cancelling executions", metadata: [LogKeys.count: "\(runtime.running)"])
        runtime.stopAll(.shutdown)
        if await isIdle(runtime, within: configuration.cancelGrace) { return }
        // Whether the watchdog has looked yet or not.
        runtime.expireDue()
        // Processes that do not stop are killed now, and their executions released.
        if let isolation, await isIdle(runtime, within: isolation.pool.configuration.killGrace + .seconds(5)) { return }
        logger.error("Handlers stuck after cancellation", metadata: [LogKeys.count: "\(runtime.running)"])
        onStuckAtShutdown(runtime.stuck)
    }

    /// - Parameter unlessHurried: whether a hurry cuts the wait short.
    private func isIdle(_ runtime: WorkerRuntime, within timeout: Duration, unlessHurried: Bool = false) async -> Bool {
        let end = runtime.elapsed + timeout
        while runtime.running > 0 {
            let left = end - runtime.elapsed
            guard left > .zero, !(unlessHurried && hurry.isHurried) else { return false }
            do {
                _ = try await runtime.claimSignal.wait(for: left, clock: time.clock)
            } catch {
                return true  // Cancelled, and the executions with it.
            }
        }
        return true
    }

    /// Deregisters a worker without executions, so that others need not wait until its lease expires.
    private func deregister(_ runtime: WorkerRuntime) async {
        guard let worker = runtime.workerID, runtime.running == 0 else { return }
        do {
            try await store.deregister(worker)
        } catch {
            logger.warning("Deregister failed; the worker expires with its lease", metadata: [LogKeys.error: "\(error)"])
        }
    }

    private func runner(_ runtime: WorkerRuntime, _ finisher: FinishBatcher, _ logWriter: LogWriter) -> ExecutionRunner {
        ExecutionRunner(
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

    private func cancellationWatcher(_ runtime: WorkerRuntime) -> CancellationWatcher {
        CancellationWatcher(
            store: store, time: time, runtime: runtime, listener: signals.listener(to: [.cancellations]),
            interval: min(configuration.pollInterval, configuration.heartbeatInterval), logger: logger)
    }
}
