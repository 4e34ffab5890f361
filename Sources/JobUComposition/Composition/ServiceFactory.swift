import JobUAdmin
import JobUAlerts
package import JobUConfiguration
import JobUDatabase
import JobUDispatcher
import JobUHandler
import JobUMaintenance
package import JobUModel
package import JobUStore
import JobUWorker
import Logging
import ServiceLifecycle

/// Makes each service from its settings.
struct ServiceFactory: Sendable {
    let settings: JobUSettings
    let handlers: HandlerRegistry
    let process: ProcessFacts
    let time: TimeSource
    let logger: Logger

    /// - Throws: `StartError`.
    func worker(_ home: OpenStore, _ databases: DatabaseRegistry) throws -> any Service {
        var configuration = WorkerConfiguration()
        configuration.host = process.host
        configuration.pid = process.pid
        configuration.version = JobUApplication.version
        configuration.queues = settings.worker.queues
        configuration.capacity = settings.worker.poolSize
        configuration.claimBatchSize = settings.worker.claimBatchSize
        configuration.pollInterval = settings.worker.pollInterval
        configuration.leaseDuration = settings.worker.lease
        configuration.shutdownTimeout = settings.worker.shutdownTimeout
        configuration.cancelGrace = settings.worker.cancelGrace
        let isolation = try settings.worker.isolation(of: handlers, clock: time.clock, logger: logger)
        return Worker(
            store: home.store, handlers: handlers, isolation: isolation, databases: databases, wakeUps: home.wakeUps, time: home.time,
            configuration: configuration, logger: logger, onStuckAtShutdown: process.endNow)
    }

    /// The dispatcher, and with it what looks after the store.
    func dispatching(_ home: OpenStore) -> [any Service] {
        var dispatching = DispatcherConfiguration()
        dispatching.batchSize = settings.dispatcher.batchSize
        dispatching.maxSleep = settings.dispatcher.maxSleep
        dispatching.pollInterval = settings.dispatcher.pollInterval
        var maintenance = MaintenanceConfiguration()
        maintenance.rescueInterval = settings.maintenance.rescueInterval
        maintenance.deathsMax = settings.maintenance.deathsMax
        maintenance.pruneInterval = settings.maintenance.pruneInterval
        maintenance.retention = settings.maintenance.retention
        return [
            Rescuer(store: home.store, time: home.time, configuration: maintenance, logger: logger),
            Pruner(store: home.store, time: home.time, configuration: maintenance, logger: logger),
            Dispatcher(store: home.store, wakeUps: home.wakeUps, time: home.time, configuration: dispatching, logger: logger),
        ]
    }

    /// What tells webhooks; and what tidies up after those of other processes, where this one knows none.
    /// - Throws: `StartError` when alerts.yaml cannot be followed.
    func alerts(_ home: OpenStore, _ transactions: any TransactionDesk) throws -> any Service {
        AlertService(
            store: home.store, transactions: transactions, transport: try Alerting.transport(settings.alerts, time: home.time),
            configuration: try Alerting.configuration(settings.alerts), time: home.time, logger: logger)
    }

    func recoverer(_ desk: any TransactionDesk) -> any Service {
        Recoverer(desk: desk, time: time, logger: logger)
    }

    func admin(
        _ home: OpenStore, _ transactions: any TransactionDesk, _ metrics: @escaping @Sendable () -> String,
        _ onListening: @escaping @Sendable (_ url: String) async -> Void
    ) -> any Service {
        var configuration = AdminConfiguration()
        configuration.host = settings.admin.host
        configuration.port = settings.admin.port
        configuration.corsOrigins = settings.admin.cors.allowOrigins
        configuration.allowedHosts = settings.admin.allowedHosts
        configuration.version = JobUApplication.version
        let host = AdminAddress.urlHost(settings.admin.host)
        return AdminService(
            store: home.store, transactions: transactions, editor: settings.editor(home.store, home.time), wakeUps: home.wakeUps,
            time: home.time,
            configuration: configuration, logger: logger,
            isReady: { await Self.answers(home.database) }, metrics: metrics,
            onListening: { port in await onListening("http://\(host):\(port)") })
    }

    private static func answers(_ database: Database) async -> Bool {
        do {
            return try await database.transaction(readOnly: true) { tx in try await tx.fetchOne("SELECT 1 AS one") != nil }
        } catch {
            return false  // `/ready` says so to whoever asks.
        }
    }
}

extension MaintenanceSettings {
    fileprivate var retention: RetentionPolicy {
        func keep(_ days: Int) -> RetentionPolicy.Keep { days == 0 ? .forever : .atMost(.seconds(86_400 * days)) }
        var exceptions: [ExecutionStatus: RetentionPolicy.Keep] = [:]
        if let days = retentionDaysOfSuccesses { exceptions[.success] = keep(days) }
        if let days = retentionDaysOfFailures {
            exceptions[.failed] = keep(days)
            exceptions[.timeout] = keep(days)
        }
        let daysOfLogs = retentionDaysOfLogs.flatMap { $0 == 0 ? nil : $0 }
        return RetentionPolicy(
            keep: retentionDays == 0 ? nil : .seconds(86_400 * retentionDays), exceptions: exceptions,
            keepLogs: daysOfLogs.map { .seconds(86_400 * $0) })
    }
}

extension JobUSettings {
    /// Checks and stores crons by the rules of these settings.
    package func editor(_ store: any CronJobStore & ExecutionStore, _ time: TimeSource) -> CronJobEditor {
        CronJobEditor(
            store: store,
            validator: CronJobValidator(minIntervalSeconds: Int(dispatcher.minCronInterval.components.seconds)),
            wall: time.wall)
    }
}
