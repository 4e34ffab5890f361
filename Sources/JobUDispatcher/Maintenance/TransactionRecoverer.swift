package import JobUDatabase
package import JobUModel
import JobUStore
package import Logging
import Metrics
import ServiceLifecycle

/// Finishes multi-database transactions whose coordinator is gone, and raises an alarm where that is not possible. Every process runs
/// one.
package struct TransactionRecoverer: Service {
    /// From this age on, a transaction in doubt is an alarm: it holds locks, and on one engine keeps old rows from being cleaned up.
    private static let alarmAge = Duration.seconds(60)
    private static let pruneEvery = 720
    /// What has not changed is logged again after this time, not at every look.
    private static let reminder = Duration.seconds(60)

    private let operations: any TransactionOperations
    private let time: TimeSource
    private let interval: Duration
    private var logger: Logger
    private let inDoubt = Gauge(label: "jobu_tx_in_doubt")
    private let oldest = Gauge(label: "jobu_tx_oldest_seconds")

    package init(_ operations: any TransactionOperations, time: TimeSource, interval: Duration = .seconds(5), logger: Logger) {
        self.operations = operations
        self.time = time
        self.interval = interval
        self.logger = logger
        self.logger[metadataKey: LogKeys.service] = "recoverer"
    }

    /// Looks at once and then at every interval; returns on graceful shutdown and when the task is cancelled.
    package func run() async throws {
        let loop = RetryLoop("Recovery", time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            var count = 0
            var reported: [String: Timestamp] = [:]
            await loop.run { _ in
                report(await operations.recover(), &reported)
                if count % Self.pruneEvery == Self.pruneEvery - 1 { _ = try await operations.prune() }
                count += 1
                try await time.clock.sleep(for: interval)
            }
        }
    }

    private func report(_ report: RecoveryReport, _ reported: inout [String: Timestamp]) {
        let now = time.wall.now()
        let subjects = Set(report.inDoubt.map(\.gtrid) + report.unreachable.keys)
        reported = reported.filter { subjects.contains($0.key) && now - $0.value < Self.reminder }
        let ages = report.inDoubt.map { now - $0.startedAt }
        inDoubt.record(report.inDoubt.count)
        oldest.record((ages.max() ?? .zero).inSeconds)
        if report.finished > 0 {
            logger.notice(
                "Recovered in-doubt transactions",
                metadata: [LogKeys.count: "\(report.finished)"])
        }
        for transaction in report.inDoubt where reported[transaction.gtrid] == nil {
            reported[transaction.gtrid] = now
            let isAlarm = transaction.state == .hazard || now - transaction.startedAt > Self.alarmAge
            logger.log(
                level: isAlarm ? .error : .info, "Transaction in doubt",
                metadata: [
                    "gtrid": "\(transaction.gtrid)", LogKeys.status: "\(transaction.state.rawValue)",
                    "databases": "\(transaction.databases.joined(separator: ", "))", LogKeys.error: "\(transaction.reason)",
                ])
        }
        for (database, reason) in report.unreachable.sorted(by: { $0.key < $1.key }) where reported[database] == nil {
            reported[database] = now
            logger.warning(
                "Recovery skipped an unreachable database", metadata: ["database": "\(database)", LogKeys.error: "\(reason)"])
        }
    }
}
