import JobUDatabase
package import JobUModel

extension SQLJobStore {
    /// Executions of one transaction, beyond which no further cron is planned.
    private static let insertsMax = 5_000

    package func nextDueTime(now: Timestamp, except unreadable: UnreadableSchedules) async throws -> Timestamp? {
        // Not MIN: MariaDB reads the whole index for that.
        try await fetch(
            """
            SELECT c.next_run_at FROM cron_jobs c
            WHERE c.next_run_at IS NOT NULL \(unreadable.condition)\(Self.isTried(now))ORDER BY c.next_run_at LIMIT 1
            """
        ).first?.timestamp("next_run_at")
    }

    package func dispatchDue(
        now: Timestamp, limit: Int, except unreadable: UnreadableSchedules, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?
    ) async throws -> DispatchResult {
        let isMeant = unreadable.condition + Self.isTried(now)
        do {
            return try await dispatch(now: now, limit: limit, where: isMeant, plan)
        } catch  where Self.isRefusal(error) {
            let due = try await fetch(
                "SELECT c.id FROM cron_jobs c WHERE c.next_run_at <= \(now) \(isMeant)ORDER BY c.next_run_at LIMIT \(limit)")
            let ids = try due.map { CronJobID(rawValue: try $0.int64("id")) }
            return try await split(ids[...], now: now, where: isMeant, plan, because: error)
        }
    }

    func dispatch(
        now: Timestamp, limit: Int, where isMeant: SQLQuery, _ plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?
    ) async throws -> DispatchResult {
        try await write(notifying: [.executions, .cancellations]) { tx in
            let due = try await dueCronJobs(tx, now: now, limit: limit, where: isMeant)
            let (plans, left) = Self.plans(due, plan)
            guard !plans.isEmpty else { return DispatchResult(left: left) }
            for (cron, plan) in plans where plan.cancelsUnfinished {
                try await cancelUnfinished(tx, of: cron.cron.id, for: plan, now: now)
            }
            let executions = plans.flatMap(\.plan.executions)
            let written = try await dialect.insert(tx, executions, now: now)
            try await dialect.move(
                tx,
                plans.map { cron, plan in
                    let lastRun = plan.executions.last { $0.skipReason == nil }?.scheduledTime
                    return CronJobMove(id: cron.cron.id, nextRunAt: plan.nextRunAt, lastRunAt: lastRun)
                })
            var result = Self.result(executions, written: written)
            result.crons = plans.count
            result.left = left
            return result
        }
    }

    /// Due crons under lock, in the order they are due. What another dispatcher holds is its own; and a row that somebody's prepared
    /// transaction holds must not stop the others.
    private func dueCronJobs(
        _ tx: Transaction, now: Timestamp, limit: Int, where isMeant: SQLQuery
    ) async throws -> [DueCronJob] {
        try await tx.fetchAll(
            """
            SELECT \(CronJob.columns),
                   EXISTS (SELECT 1 FROM job_executions e
                           WHERE e.finished_at IS NULL AND e.job_id = c.id) AS has_unfinished_run
            FROM cron_jobs c WHERE c.next_run_at <= \(now) \(isMeant)ORDER BY c.next_run_at LIMIT \(limit)
            \(dialect.cronJobLockSuffix)
            """
        ).map { row in
            DueCronJob(
                cron: try CronJob(row: row), dueAt: try row.timestamp("next_run_at"),
                hasUnfinishedExecution: try row.bool("has_unfinished_run"))
        }
    }

    /// Plans crons until their runs fill a transaction; after downtime one cron alone can bring a thousand. Counts those that have no plan.
    private static func plans(
        _ due: [DueCronJob], _ plan: (DueCronJob) -> DispatchPlan?
    ) -> (plans: [(cron: DueCronJob, plan: DispatchPlan)], left: Int) {
        var plans: [(cron: DueCronJob, plan: DispatchPlan)] = []
        var (rows, left) = (0, 0)
        for cron in due where rows < insertsMax {
            guard let planned = plan(cron) else {
                left += 1
                continue
            }
            plans.append((cron, planned))
            rows += planned.executions.count
        }
        return (plans, left)
    }

    private static func result(_ executions: [NewExecution], written: [Int]) -> DispatchResult {
        var result = DispatchResult()
        for (execution, rows) in zip(executions, written) where rows > 0 {
            if execution.skipReason == nil { result.created += 1 } else { result.skipped += 1 }
        }
        return result
    }

    /// Cancels what is unfinished, but not for an instant that has its execution already: nothing new would take its place.
    private func cancelUnfinished(_ tx: Transaction, of cron: CronJobID, for plan: DispatchPlan, now: Timestamp) async throws {
        if let instant = plan.executions.last(where: { $0.skipReason == nil })?.scheduledTime {
            let known = try await tx.fetchOne(
                "SELECT id FROM job_executions WHERE job_id = \(cron) AND scheduled_time = \(instant)")
            if known != nil { return }
        }
        let reason = "overlap: the next job of this cron is due"
        try await tx.execute(
            """
            UPDATE job_executions SET status = 'CANCELLED', finished_at = \(now), error_message = \(reason)
            WHERE job_id = \(cron) AND finished_at IS NULL AND status <> 'RUNNING'
            """)
        try await tx.execute(
            """
            UPDATE job_executions SET cancel_requested_at = \(now), cancel_reason = \(reason)
            WHERE job_id = \(cron) AND finished_at IS NULL AND status = 'RUNNING' AND cancel_requested_at IS NULL
            """)
    }
}
