import JobUDatabase
package import JobUHandler
package import JobUModel
package import JobUStore
import JobUWorker
package import Logging
import ServiceLifecycle

/// Assembles a process from its settings: its services and their stores.
package struct JobUApplication: Sendable {
    package static let version = "0.1.0"

    private let settings: JobUSettings
    private let engines: [DatabaseEngine]
    private let handlers: HandlerRegistry
    private let roles: Set<Role>
    private let process: ProcessFacts
    private let time: TimeSource
    private let logger: Logger
    private let metrics: @Sendable () -> String
    private let dialect: @Sendable (any StoreDialect) -> any StoreDialect

    /// - Parameters:
    ///   - metrics: what this process counted, for `/metrics`.
    ///   - dialect: put in the place of a store's own, by tests that plant a fault in it.
    package init(
        settings: JobUSettings, engines: [DatabaseEngine], handlers: HandlerRegistry, roles: Set<Role>, process: ProcessFacts,
        time: TimeSource, logger: Logger,
        metrics: @escaping @Sendable () -> String = { "" }, dialect: @escaping @Sendable (any StoreDialect) -> any StoreDialect = { $0 }
    ) {
        self.metrics = metrics
        self.dialect = dialect
        self.settings = settings
        self.engines = engines
        self.handlers = handlers
        self.roles = roles
        self.process = process
        self.time = time
        self.logger = logger
    }

    /// Runs the services until SIGTERM, SIGINT or SIGHUP, then drains; see `ShutdownSignals` for a second and a third one.
    /// - Parameter onListening: called with the pages' URL once they are served.
    /// - Throws: `StartError` before anything runs; the first error of a service after all have been shut down.
    package func run(onListening: @escaping @Sendable (_ url: String) async -> Void) async throws {
        try Descriptors.raise()
        let databases = try OpenDatabases(
            settings.databases, engines: engines, executionDatabase: settings.worker.database, process: process, time: time, logger: logger,
            dialect: dialect)
        var stores: [String: OpenStore] = [:]
        for role in roles.sorted(by: { $0.rawValue < $1.rawValue }) where stores[storeName(of: role)] == nil {
            stores[storeName(of: role)] = try await databases.store(storeName(of: role), time: time)
        }
        let services: [any Service]
        let drainControl = DrainControl()
        do {
            services = try self.services(stores, databases, drainControl, onListening)
            if roles.contains(.admin), let store = stores[settings.admin.database]?.store {
                try AdminAddress.check(settings.admin, hasUsers: try await store.hasUsers())
            }
        } catch {
            try await databases.close()
            throw error
        }
        do {
            let cut: (@Sendable () -> Void)? = roles.contains(.worker) ? { @Sendable in drainControl.cutShort() } : nil
            let signals = ShutdownSignals(cutShort: cut, quit: process.quit, stopwatch: Stopwatch(time.clock), logger: logger)
            try await signals.run(ServiceGroup(configuration: configuration(services)))
        } catch {
            try await databases.close()
            throw error
        }
        try await databases.close()
    }

    private func storeName(of role: Role) -> String {
        switch role {
        case .dispatcher: settings.dispatcher.database
        case .worker: settings.worker.database
        case .admin: settings.admin.database
        }
    }

    /// In start order. They stop in reverse: first the pages, then the dispatcher, then the worker.
    private func services(
        _ stores: [String: OpenStore], _ databases: OpenDatabases, _ drainControl: DrainControl,
        _ onListening: @escaping @Sendable (String) async -> Void
    ) throws -> [any Service] {
        var services: [any Service] = stores.sorted { $0.key < $1.key }.flatMap { $1.backgroundServices(logger) }
        let parts = ServiceFactory(
            settings: settings, handlers: handlers, process: process, time: time, logger: logger)
        if roles.contains(.worker), let store = stores[settings.worker.database] {
            services.append(try parts.worker(store, databases.registry(settings.worker.databases, stores: settings.stores), drainControl))
        }
        if roles.contains(.dispatcher), let store = stores[settings.dispatcher.database] {
            services += parts.dispatching(store)
        }
        if roles.contains(.admin), let store = stores[settings.admin.database] {
            services.append(try parts.admin(store, AtomicOperator(databases.atomic), metrics, onListening))
        }
        let alerting = stores[roles.contains(.dispatcher) ? settings.dispatcher.database : settings.admin.database]
        if !roles.isDisjoint(with: [.dispatcher, .admin]), let store = alerting {
            services.append(try parts.alerts(store, AtomicOperator(databases.atomic)))
        }
        services += databases.atomic.byName.values.map { PoolMaintenance(database: $0) }
        // With one database there is nothing to recover.
        if settings.databases.count > 1 { services.append(parts.recoverer(AtomicOperator(databases.atomic))) }
        return services
    }

    private func configuration(_ services: [any Service]) -> ServiceGroupConfiguration {
        var quiet = logger
        quiet.logLevel = max(logger.logLevel, .warning)
        return ServiceGroupConfiguration(
            services: services.map { service in
                .init(
                    service: service, successTerminationBehavior: .gracefullyShutdownGroup,
                    failureTerminationBehavior: .gracefullyShutdownGroup)
            }, logger: quiet)
    }
}
