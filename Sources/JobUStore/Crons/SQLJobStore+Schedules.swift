import JobUDatabase
package import JobUModel

extension SQLJobStore {
    /// Executions of instants to come that are looked at; a clock that was ahead brings a hundred or so.
    private static let aheadMax = 5_000

    package func enabledCronJobs(after: CronJobID, limit: Int) async throws -> CronJobPiece {
        let rows = try await fetch(
            "SELECT \(CronJob.columns) FROM cron_jobs c WHERE c.id > \(after) AND c.is_enabled = \(true) ORDER BY c.id LIMIT \(limit)")
        let last = try rows.last.map { CronJobID(rawValue: try $0.int64("id")) }
        let crons = rows.compactMap { row -> CronJob? in
            do { return try CronJob(row: row) } catch {
                return nil  // A row with values of no cron; whoever dispatches or shows it tells of it.
            }
        }
        return CronJobPiece(crons: crons, next: rows.count < limit ? nil : last)
    }

    package func repairSchedule(
        of cron: CronJob, now: Timestamp, next: @escaping @Sendable (StoredInstants) -> Timestamp?
    ) async throws -> Timestamp? {
        try await write(notifying: [.schedules]) { tx in
            // Under its lock, which a write takes on every engine.
            let isAsRead: SQLQuery = cron.nextRunAt.map { due -> SQLQuery in "next_run_at = \(due)" } ?? "next_run_at IS NULL"
            let locked = try await tx.execute(
                "UPDATE cron_jobs SET version = version WHERE id = \(cron.id) AND version = \(cron.version) AND \(isAsRead)")
            guard locked == 1 else { return nil }
            try await tx.execute(
                """
                DELETE FROM job_executions
                WHERE job_id = \(cron.id) AND scheduled_time > \(now) AND \(dialect.triggerColumn) = \(ExecutionTrigger.cron.rawValue)
                  AND (status = 'SKIPPED' OR (status = 'PENDING' AND attempt = 0 AND run_at > \(now)))
                """)
            guard let instant = next(try await storedInstants(tx, of: cron.id, now: now)) else { return nil }
            try await tx.execute("UPDATE cron_jobs SET next_run_at = \(instant) WHERE id = \(cron.id)")
            return instant
        }
    }

    private func storedInstants(_ tx: Transaction, of cron: CronJobID, now: Timestamp) async throws -> StoredInstants {
        let ahead = try await tx.fetchAll(
            """
            SELECT scheduled_time FROM job_executions WHERE job_id = \(cron) AND scheduled_time > \(now)
            ORDER BY scheduled_time LIMIT \(Self.aheadMax)
            """
        ).map { try $0.timestamp("scheduled_time") }
        let last = try await tx.fetchOne(
            """
            SELECT scheduled_time FROM job_executions
            WHERE job_id = \(cron) AND scheduled_time <= \(now) AND \(dialect.triggerColumn) = \(ExecutionTrigger.cron.rawValue)
            ORDER BY scheduled_time DESC LIMIT 1
            """)
        return StoredInstants(last: try last?.timestamp("scheduled_time"), ahead: Set(ahead))
    }
}
