import JobUAdmin
import JobUAlerts
import JobUDatabase
import JobUDispatcher
import JobUHandler
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
    func worker(_ openStore: OpenStore, _ databases: JobDatabases, _ drainControl: DrainControl) throws -> any Service {
        var configuration = settings.worker.configuration
        configuration.host = process.host
        configuration.pid = process.pid
        configuration.version = JobUApplication.version
        let isolation = try settings.worker.isolation(of: handlers, clock: time.clock, logger: logger)
        return Worker(
            store: openStore.store, handlers: handlers, isolation: isolation, databases: databases, signals: openStore.signals,
            time: openStore.time,
            configuration: configuration, logger: logger, drainControl: drainControl, onStuckAtShutdown: process.endNow)
    }

    /// The dispatcher, and with it what looks after the store.
    func dispatching(_ openStore: OpenStore) -> [any Service] {
        let (dispatching, maintenance) = (settings.dispatcher.configuration, settings.maintenance)
        return [
            AccountPruner(store: openStore.store, time: openStore.time, configuration: maintenance, logger: logger),
            Rescuer(store: openStore.store, time: openStore.time, configuration: maintenance, logger: logger),
            Pruner(store: openStore.store, time: openStore.time, configuration: maintenance, logger: logger),
            Dispatcher(
                store: openStore.store, signals: openStore.signals, time: openStore.time, configuration: dispatching, logger: logger),
        ]
    }

    /// The alert services: delivery to webhooks; without webhooks, only pruning.
    /// - Throws: `StartError` when alerts.yaml cannot be followed.
    func alerts(_ openStore: OpenStore, _ transactions: any TransactionOperations) throws -> any Service {
        AlertService(
            store: openStore.store, storeFault: { await openStore.probe.fault() }, transactions: transactions,
            transport: try Alerting.transport(settings.alerts, time: openStore.time),
            configuration: try Alerting.configuration(settings.alerts), time: openStore.time, logger: logger)
    }

    func recoverer(_ operations: any TransactionOperations) -> any Service {
        TransactionRecoverer(operations, time: time, logger: logger)
    }

    func admin(
        _ openStore: OpenStore, _ transactions: any TransactionOperations, _ metrics: @escaping @Sendable () -> String,
        _ onListening: @escaping @Sendable (_ url: String) async -> Void
    ) throws -> any Service {
        var configuration = try settings.admin.completed()
        configuration.connections = try connections(configuration.connections)
        configuration.version = JobUApplication.version
        configuration.handlerOptions = handlers.options
        configuration.paramsAuthors = handlers.paramsAuthors
        let host = AdminAddress.urlHost(configuration.host)
        let scheme = configuration.tls == nil ? "http" : "https"
        return AdminService(
            store: openStore.store, transactions: transactions, editor: settings.editor(openStore.store, openStore.time),
            signals: openStore.signals,
            time: openStore.time,
            configuration: configuration, logger: logger,
            storeFault: { await openStore.probe.fault() }, metrics: metrics,
            onListening: { [base = configuration.basePath.text] port in await onListening("\(scheme)://\(host):\(port)\(base)") })
    }

    /// The limits of the settings, where the process has the descriptors for them.
    private func connections(_ wanted: ConnectionLimits) throws -> ConnectionLimits {
        let descriptors = try Descriptors.limit()
        let limits = wanted.within(descriptors: descriptors)
        if limits.total < wanted.total {
            logger.notice(
                "Reduced admin.connections.max to the limit of open files (raise ulimit -n)",
                metadata: [LogKeys.count: "\(limits.total)", "files": "\(descriptors)"])
        }
        return limits
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
