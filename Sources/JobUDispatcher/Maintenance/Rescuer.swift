package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// Rescues the executions of workers whose lease has expired, so that other workers can run them. Any number can work on one store.
package struct Rescuer: Service {
    private let store: any MaintenanceStore
    private let time: TimeSource
    private let configuration: MaintenanceConfiguration
    private var logger: Logger

    package init(
        store: any MaintenanceStore, time: TimeSource,
        configuration: MaintenanceConfiguration = MaintenanceConfiguration(), logger: Logger
    ) {
        self.store = store
        self.time = time
        self.configuration = configuration
        self.logger = logger
        self.logger[metadataKey: LogKeys.service] = "rescuer"
    }

    /// Looks at once and then at every interval; returns on graceful shutdown and when the task is cancelled.
    package func run() async throws {
        let loop = RetryLoop("Rescue", time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            await loop.run { _ in
                try await rescueAll()
                try await time.clock.sleep(for: configuration.rescueInterval)
            }
        }
    }

    private func rescueAll() async throws {
        var rescued: [RescuedExecution]
        repeat {
            let found = try await store.rescue(
                now: time.wall.now(), deathsMax: configuration.deathsMax, limit: configuration.rescueBatchSize)
            rescued = found.filter { $0.refusal == nil }
            log(rescued)
            for refused in found {
                guard let refusal = refused.refusal else { continue }
                logger.error(
                    "Rescue of an execution failed; retrying",
                    metadata: [
                        LogKeys.executionID: "\(refused.id)", LogKeys.workerID: "\(refused.workerID)", LogKeys.error: "\(refusal)",
                    ])
            }
        } while rescued.count >= configuration.rescueBatchSize
    }

    private func log(_ rescued: [RescuedExecution]) {
        for (worker, executions) in Dictionary(grouping: rescued, by: \.workerID) {
            logger.notice(
                "Worker lease expired; executions rescued",
                metadata: [LogKeys.workerID: "\(worker)", LogKeys.count: "\(executions.count)"])
        }
        for execution in rescued {
            logger.notice(
                "Execution rescued",
                metadata: [
                    LogKeys.executionID: "\(execution.id)", LogKeys.status: "\(execution.status.rawValue)",
                    LogKeys.workerID: "\(execution.workerID)",
                ])
        }
    }
}
