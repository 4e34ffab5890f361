package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// Prunes executions after their retention, in small batches. Any number can work on one store.
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
        let loop = RetryLoop("Prune", time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            var next = Self.beginning
            await loop.run { _ in
                let result = try await prune(after: next)
                next = result.next ?? Self.beginning
                try await time.clock.sleep(for: result.next == nil ? configuration.pruneInterval : configuration.prunePause)
            }
        }
    }

    private static let beginning = ExecutionID(rawValue: 0)

    private func prune(after last: ExecutionID) async throws -> PruneResult {
        let now = time.wall.now()
        let result = try await store.prune(
            PruneRequest(
                cutoffs: configuration.retention.cutoffs(now: now), logsBefore: configuration.retention.keepLogs.map { now - $0 },
                keysBefore: now - configuration.keepKeys, after: last, limit: configuration.pruneBatchSize))
        if result.deleted + result.deletedLines > 0 {
            logger.debug(
                "Pruned executions",
                metadata: [LogKeys.count: "\(result.deleted)", LogKeys.lines: "\(result.deletedLines)"])
        }
        return result
    }
}
