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
    func worker(_ openStore: OpenStore, _ databases: JobDatabases, _ hurry: DrainHurry) throws -> any Service {
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
            store: openStore.store, handlers: handlers, isolation: isolation, databases: databases, signals: openStore.signals,
            time: openStore.time,
            configuration: configuration, logger: logger, hurry: hurry, onStuckAtShutdown: process.endNow)
    }

    /// The dispatcher, and with it what looks after the store.
    func dispatching(_ openStore: OpenStore) -> [any Service] {
        var dispatching = DispatcherConfiguration()
        dispatching.batchSize = settings.dispatcher.batchSize
        dispatching.sleepMax = settings.dispatcher.sleepMax
        dispatching.pollInterval = settings.dispatcher.pollInterval
        var maintenance = MaintenanceConfiguration()
        maintenance.rescueInterval = settings.maintenance.rescueInterval
        maintenance.deathsMax = settings.maintenance.deathsMax
        maintenance.pruneInterval = settings.maintenance.pruneInterval
        maintenance.retention = settings.maintenance.retention
        maintenance.keepAudit = settings.maintenance.retentionDays == 0 ? nil : .seconds(86_400 * settings.maintenance.retentionDays)
        return [
            AccountPruner(store: openStore.store, time: openStore.time, configuration: maintenance, logger: logger),
            Rescuer(store: openStore.store, time: openStore.time, configuration: maintenance, logger: logger),
            Pruner(store: openStore.store, time: openStore.time, configuration: maintenance, logger: logger),
            Dispatcher(
                store: openStore.store, signals: openStore.signals, time: openStore.time, configuration: dispatching, logger: logger),
        ]
    }

    /// What tells webhooks; and what tidies up after those of other processes, where this one knows none.
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
        var configuration = AdminConfiguration()
        configuration.host = settings.admin.host
        configuration.port = settings.admin.port
        if let path = settings.admin.basePath {
            guard let base = BasePath(path.text) else {
                throw path.refused("must be a path such as /jobu, of letters, digits and - . _ ~, and none of our own such as /jobs")
            }
            configuration.basePath = base
        }
        configuration.connections = try connections()
        configuration.cors = settings.admin.cors.rules
        configuration.allowedHosts = settings.admin.allowedHosts
        configuration.version = JobUApplication.version
        configuration.handlerOptions = handlers.options
        configuration.paramsAuthors = handlers.paramsAuthors
        configuration.sessionLifetime = settings.admin.sessionLifetime
        configuration.sessionIdle = settings.admin.sessionIdle
        configuration.isProxyTrustedToAuthenticate = settings.admin.proxyAuthenticates
        configuration.hasPublicMetrics = settings.admin.hasPublicMetrics
        configuration.trustedProxies = try settings.admin.trustedProxies.map { proxy in
            guard let range = NetworkRange(proxy.text) else {
                throw proxy.refused("must be an IP address or a network like 10.0.0.0/8, found '\(proxy.text)'")
            }
            return range
        }
        configuration.tls = try settings.admin.tls.map { try AdminTLS($0) }
        configuration.swaggerUI = try settings.admin.swaggerUI.map { try SwaggerUI($0) }
        let host = AdminAddress.urlHost(settings.admin.host)
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
    private func connections() throws -> ConnectionLimits {
        var wanted = ConnectionLimits()
        wanted.total = settings.admin.connections.total
        wanted.perAddress = settings.admin.connections.perAddress
        wanted.idleTimeout = settings.admin.connections.idleTimeout
        wanted.requestTimeout = settings.admin.connections.requestTimeout
        let descriptors = try Descriptors.limit()
        let limits = wanted.within(descriptors: descriptors)
        if limits.total < wanted.total {
            logger.notice(
                "Fewer connections than admin.connections.max: the process may open too few files (ulimit -n)",
                metadata: [LogKeys.count: "\(limits.total)", "files": "\(descriptors)"])
        }
        return limits
    }
}

extension AdminSettings.CORS {
    fileprivate var rules: CORSRules {
        var rules = CORSRules()
        rules.origins = allowOrigins
        rules.allowsCredentials = allowCredentials
        if !allowMethods.contains("*") { rules.methods = allowMethods }
        if !allowHeaders.contains("*") { rules.headers = allowHeaders }
        return rules
    }
}

extension AdminTLS {
    /// - Throws: `ConfigurationError` that points at the file's name.
    fileprivate init(_ settings: AdminSettings.TLS) throws {
        do {
            try self.init(certificate: settings.certificate.text, key: settings.key.text)
        } catch {
            throw (error.file == .certificate ? settings.certificate : settings.key).refused(error.problem)
        }
    }
}

extension SwaggerUI {
    /// - Throws: `ConfigurationError` that points at the folder's name.
    fileprivate init(_ folder: PlacedText) throws {
        do {
            try self.init(folder: folder.text)
        } catch {
            throw folder.refused(error.problem)
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
