import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func latestExecutions(of crons: [CronJobID], limit: Int) async throws -> [CronJobID: [ExecutionMark]] {
        // One query for all of them; each of its parts reads the end of one cron's instants in their index.
        let parts = crons.map { cron -> SQLQuery in
            """
            SELECT id, job_id, status, scheduled_time, started_at, finished_at FROM (
                SELECT id, job_id, status, scheduled_time, started_at, finished_at FROM job_executions WHERE job_id = \(cron)
                ORDER BY scheduled_time DESC LIMIT \(limit)) latest
            """
        }
        guard let query = SQLQuery.join(parts, separator: " UNION ALL ") else { return [:] }
        var executions: [CronJobID: [ExecutionMark]] = [:]
        for row in try await fetch(query) {
            executions[CronJobID(rawValue: try row.int64("job_id")), default: []].append(try ExecutionMark(row: row))
        }
        return executions.mapValues { marks in marks.sorted { $0.scheduledTime < $1.scheduledTime } }
    }

    package func executionCounts(of cron: CronJobID, _ span: TimeSlots) async throws -> [ExecutionCount] {
        let (scheduled, started) = (dialect.microseconds("e.scheduled_time"), dialect.microseconds("e.started_at"))
        let width = Int64(span.slotSeconds) * 1_000_000
        let rows = try await fetch(
            """
            SELECT slot, status, COUNT(*) AS total, COUNT(CASE WHEN delay > 60000000 THEN 1 END) AS late FROM (
                SELECT (\(scheduled) - \(span.from.microseconds)) - (\(scheduled) - \(span.from.microseconds)) % \(width) AS slot, e.status,
                       \(started) - \(scheduled) AS delay
                FROM job_executions e
                WHERE e.job_id = \(cron) AND e.scheduled_time >= \(span.from) AND e.scheduled_time < \(span.to)) instants
            GROUP BY slot, status ORDER BY slot, status
            """)
        return try rows.compactMap { row in
            guard let status = ExecutionStatus(rawValue: try row.text("status")) else { return nil }
            return ExecutionCount(
                slot: Int(try row.int64("slot") / width), status: status, count: try row.int("total"), late: try row.int("late"))
        }
    }

    package func executions(of cron: CronJobID, from: Timestamp, to: Timestamp, limit: Int) async throws -> [Execution] {
        try await fetch(
            """
            SELECT \(Execution.columns) FROM \(Execution.source)
            WHERE e.job_id = \(cron) AND e.scheduled_time >= \(from) AND e.scheduled_time < \(to) ORDER BY e.scheduled_time DESC LIMIT \(limit)
            """
        ).map(Execution.init(row:))
    }

    package func soonestCronJobs(limit: Int) async throws -> [CronJob] {
        try await fetch(
            """
            SELECT \(CronJob.columns) FROM cron_jobs c WHERE c.next_run_at IS NOT NULL ORDER BY c.next_run_at LIMIT \(limit)
            """
        ).map(CronJob.init(row:))
    }

    package func logs(of id: ExecutionID, beforeSequence: Int64, limit: Int) async throws -> [ExecutionLogLine] {
        try await fetch(
            """
            SELECT attempt, sequence, time, level, message FROM job_logs
            WHERE execution_id = \(id) AND sequence < \(beforeSequence) ORDER BY sequence DESC LIMIT \(limit)
            """
        ).reversed().map { try ExecutionLogLine(of: id, row: $0) }
    }

    package func queueLoads(limit: Int) async throws -> [QueueLoad] {
        try await read { tx in
            var loads: [String: QueueLoad] = [:]
            let names = try await dialect.waitingQueues(tx).map(\.name).prefix(limit)
            let parts = names.map { name -> SQLQuery in
                """
                SELECT \(name) AS queue,
                       (SELECT COUNT(*) FROM (SELECT 1 AS one FROM \(dialect.claimSource)
                        WHERE \(dialect.waitingPredicate("e")) AND e.queue = \(name) LIMIT \(PageOf<Execution>.countedMax)) counted) AS waiting,
                       (SELECT e.run_at FROM \(dialect.claimSource)
                        WHERE \(dialect.waitingPredicate("e")) AND e.queue = \(name) ORDER BY e.claim_order LIMIT 1) AS next_run_at
                """
            }
            if let query = SQLQuery.join(parts, separator: " UNION ALL ") {
                for row in try await tx.fetchAll(query) {
                    let name = try row.text("queue")
                    loads[name] = QueueLoad(
                        name: name, waiting: try row.int("waiting"), nextRunAt: try row.timestampIfPresent("next_run_at"))
                }
            }
            let running = try await tx.fetchAll(
                "SELECT queue, COUNT(*) AS running FROM job_executions WHERE status = 'RUNNING' GROUP BY queue ORDER BY queue LIMIT \(limit)"
            )
            for row in running {
                let name = try row.text("queue")
                loads[name, default: QueueLoad(name: name)].running = try row.int("running")
            }
            return loads.values.sorted { $0.name < $1.name }
        }
    }
}

extension ExecutionMark {
    fileprivate init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            id: ExecutionID(rawValue: try row.int64("id")), status: try reader.word("status", or: .failed),
            scheduledTime: try row.timestamp("scheduled_time"),
            startedAt: try row.timestampIfPresent("started_at"), finishedAt: try row.timestampIfPresent("finished_at"))
    }
}
