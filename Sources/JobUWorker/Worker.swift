package import JobUDatabase
package import JobUHandler
import JobUIsolation
package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// Claims runs and runs them through handlers. Any number may work on one store.
///
/// Told to stop, it takes nothing new, lets its runs go on until `shutdownTimeout`, then cancels them and hands them back.
package struct Worker: Service {
    private let store: any WorkerStore
    private let metrics = WorkerMetrics()
    private let handlers: HandlerRegistry
    private let isolation: Isolation?
    private let databases: DatabaseRegistry
    private let wakeUps: WakeUps
    private let time: TimeSource
    private let configuration: WorkerConfiguration
    private let logger: Logger
    private let hurry: DrainHurry
    private let onStuckAtShutdown: @Sendable ([ExecutionID]) -> Void

    /// - Parameters:
    ///   - isolation: for handlers that run in children; without it all handlers run in this process.
    ///   - hurry: cuts the drain short.
    ///   - onStuckAtShutdown: called when handlers ignore their cancellation at shutdown. `run` waits for them; only the
    ///     end of the process can end them.
    package init(
        store: any WorkerStore, handlers: HandlerRegistry, isolation: Isolation? = nil, databases: DatabaseRegistry, wakeUps: WakeUps,
        time: TimeSource,
        configuration: WorkerConfiguration = WorkerConfiguration(), logger: Logger, hurry: DrainHurry = DrainHurry(),
        onStuckAtShutdown: @escaping @Sendable ([ExecutionID]) -> Void = { _ in }
    ) {
        self.store = store
        self.handlers = handlers
        self.isolation = isolation
        self.databases = databases
        self.wakeUps = wakeUps
        self.time = time
        self.configuration = configuration
        self.logger = logger
        self.hurry = hurry
        self.onStuckAtShutdown = onStuckAtShutdown
    }

    /// Returns when every run has ended or is handed back.
    package func run() async throws {
        let desk = WorkerDesk(configuration: configuration, wakeUps: wakeUps, stopwatch: Stopwatch(time.clock))
        hurry.attach { desk.claimBell.ring() }
        await withGracefulShutdownHandler {
            await work(desk)
        } onGracefulShutdown: {
            desk.drain()
        }
        logger.notice("Worker stopped")
    }

    /// The writers outlive the runs, and the keepers of lease and deadlines live as long as runs do.
    private func work(_ desk: WorkerDesk) async {
        let finisher = FinishBatcher(store: store, time: time, desk: desk, logger: logger)
        let logWriter = LogWriter(store: store, time: time, logger: logger)
        await withTaskGroup(of: Void.self) { writers in
            writers.addTask { await finisher.run() }
            writers.addTask { await logWriter.run() }
            await withTaskGroup(of: Void.self) { keepers in
                keepers.addTask { await leaseKeeper(desk).run() }
                keepers.addTask { await Watchdog(desk: desk, time: time).run() }
                keepers.addTask { await cancellationWatcher(desk).run() }
                if let isolation { keepers.addTask { await isolation.pool.run() } }
                await takeAndRun(desk, runner(desk, finisher, logWriter))
                keepers.cancelAll()
            }
            await deregister(desk)
            finisher.close()
            logWriter.close()
        }
    }

    private func takeAndRun(_ desk: WorkerDesk, _ runner: ExecutionRunner) async {
        let loop = ClaimLoop(
            store: store, time: time, desk: desk, handlers: handlers.names, configuration: configuration, logger: logger,
            metrics: metrics)
        await withDiscardingTaskGroup { runs in
            await loop.run { run, control in
                runs.addTask { await RunSpan.around(run) { await runner.run(run, control) } }
            }
            await drain(desk)
        }
    }

    private func drain(_ desk: WorkerDesk) async {
        guard desk.running > 0 else { return }
        logger.notice("Worker waits for its runs", metadata: [LogKeys.count: "\(desk.running)"])
        if await isIdle(desk, within: configuration.shutdownTimeout, unlessHurried: true) { return }
        logger.notice("Worker cancels its runs", metadata: [LogKeys.count: "\(desk.running)"])
        desk.stopAll(.shutdown)
        if await isIdle(desk, within: configuration.cancelGrace) { return }
        // Whether the watchdog has looked yet or not.
        desk.ringDue()
        // Processes that do not end are killed now, and their runs handed back.
        if let isolation, await isIdle(desk, within: isolation.pool.configuration.killGrace + .seconds(5)) { return }
        logger.error("Handlers do not end although they were cancelled", metadata: [LogKeys.count: "\(desk.running)"])
        onStuckAtShutdown(desk.stuck)
    }

    /// - Parameter unlessHurried: whether a hurry cuts the wait short.
    private func isIdle(_ desk: WorkerDesk, within timeout: Duration, unlessHurried: Bool = false) async -> Bool {
        let end = desk.elapsed + timeout
        while desk.running > 0 {
            let left = end - desk.elapsed
            guard left > .zero, !(unlessHurried && hurry.isHurried) else { return false }
            do {
                _ = try await desk.claimBell.wait(for: left, clock: time.clock)
            } catch {
                return true  // Cancelled, and the runs with it.
            }
        }
        return true
    }

    /// A name that holds nothing any more need not wait for its lease to lapse.
    private func deregister(_ desk: WorkerDesk) async {
        guard let worker = desk.workerID, desk.running == 0 else { return }
        do {
            try await store.deregister(worker)
        } catch {
            logger.warning("The worker's row stays until its lease lapses", metadata: [LogKeys.error: "\(error)"])
        }
    }

    private func runner(_ desk: WorkerDesk, _ finisher: FinishBatcher, _ logWriter: LogWriter) -> ExecutionRunner {
        ExecutionRunner(
            handlers: handlers, isolation: isolation, databases: databases, store: store, time: time, desk: desk, finisher: finisher,
            logWriter: logWriter, logger: logger, metrics: metrics)
    }

    private func leaseKeeper(_ desk: WorkerDesk) -> LeaseKeeper {
        let registration = WorkerRegistration(
            host: configuration.host, pid: configuration.pid, version: configuration.version, handlers: handlers.names,
            handlersOfAdmins: Set(handlers.paramsAuthors.filter { $0.value == .admin }.keys), queues: configuration.queues,
            capacity: configuration.capacity)
        return LeaseKeeper(
            store: store, time: time, desk: desk, registration: registration, configuration: configuration, logger: logger,
            metrics: metrics)
    }

    private func cancellationWatcher(_ desk: WorkerDesk) -> CancellationWatcher {
        CancellationWatcher(
            store: store, time: time, desk: desk, listener: wakeUps.listener(to: [.cancellations]),
            interval: min(configuration.pollInterval, configuration.heartbeatInterval), logger: logger)
    }
}
