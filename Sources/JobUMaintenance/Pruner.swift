package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// Deletes executions that ended longer ago than they are to be kept, in small batches. Any number may run against one store.
package struct Pruner: Service {
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
        self.logger[metadataKey: LogKeys.service] = "pruner"
    }

    /// Looks at once and then at every interval; returns on graceful shutdown and when the task is cancelled. Where nothing
    /// may be deleted it only waits for that: a service that returns early would take the others down.
    package func run() async throws {
        let rounds = ServiceRounds(time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            await rounds.run {
                let isMore = try await pruneBatch()
                try await time.clock.sleep(for: isMore ? configuration.prunePause : configuration.pruneInterval)
            }
        }
    }

    /// Returns whether there may be more to delete.
    private func pruneBatch() async throws -> Bool {
        guard let cutoff = configuration.retention.cutoff(now: time.wall.now()) else { return false }
        let deleted = try await store.prune(finishedBefore: cutoff, limit: configuration.pruneBatchSize)
        if deleted > 0 {
            logger.debug("Deleted old executions", metadata: [LogKeys.count: "\(deleted)"])
        }
        return deleted >= configuration.pruneBatchSize
    }
}
