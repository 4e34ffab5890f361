package import JobUModel
package import JobUStore
package import Logging
import ServiceLifecycle

/// Prunes sessions that have expired, and entries of the audit log that are older than their retention. Any number can share one store.
package struct AccountPruner: Service {
    private let store: any AccountStore & AuditStore
    private let time: TimeSource
    private let configuration: MaintenanceConfiguration
    private var logger: Logger

    package init(
        store: any AccountStore & AuditStore, time: TimeSource,
        configuration: MaintenanceConfiguration = MaintenanceConfiguration(), logger: Logger
    ) {
        self.store = store
        self.time = time
        self.configuration = configuration
        self.logger = logger
        self.logger[metadataKey: LogKeys.service] = "account_pruner"
    }

    /// Looks at once and then at every interval; returns on graceful shutdown and when the task is cancelled.
    package func run() async throws {
        let loop = RetryLoop("Account prune", time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            await loop.run { _ in
                let now = time.wall.now()
                _ = try await store.pruneSessions(now: now)
                let isMore = try await pruneAudit(now: now)
                try await time.clock.sleep(for: isMore ? configuration.prunePause : configuration.pruneInterval)
            }
        }
    }

    /// One batch; whether there may be more.
    private func pruneAudit(now: Timestamp) async throws -> Bool {
        guard let keep = configuration.keepAudit else { return false }
        let limit = configuration.pruneBatchSize
        return try await store.pruneAudit(before: now - keep, limit: limit) == limit
    }
}
