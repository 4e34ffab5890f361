import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import JobUWorker
import Logging
import ServiceLifecycle

/// The worker of the product, with a handler that does nothing.
enum BenchmarkWorker {
    /// Runs a worker beside `body`, and stops it afterwards.
    static func with(
        _ store: SQLJobStore, _ signals: ChangeSignals, capacity: Int, onCall: @escaping @Sendable () -> Void,
        beside services: [any Service] = [], _ body: @escaping @Sendable () async throws -> Void
    ) async throws {
        var configuration = WorkerConfiguration()
        configuration.capacity = capacity
        configuration.claimBatchSize = capacity
        var logger = Logger(label: "benchmark")
        logger.logLevel = .error
        let worker = Worker(
            store: store, handlers: try HandlerRegistry(JobHandlerList([NoOp(onCall: onCall)])), databases: JobDatabases([]),
            signals: signals, time: .system, configuration: configuration, logger: logger)
        let group = ServiceGroup(services: services + [worker], logger: logger)
        try await withThrowingTaskGroup(of: Void.self) { tasks in
            tasks.addTask { try await group.run() }
            try await body()
            await group.triggerGracefulShutdown()
            try await tasks.waitForAll()
        }
    }
}
