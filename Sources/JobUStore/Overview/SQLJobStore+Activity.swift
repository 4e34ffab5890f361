import JobUDatabase
package import JobUModel

extension SQLJobStore {
    // An index on finished_at would cost every execution a write for an occasional chart. Instead the newest executions by id are read: a
    // bounded number of rows, whatever the table's length. Window functions rank durations, for exact percentiles.
    package func activity(_ span: TimeSlots, newest: Int) async throws -> Activity {
        let width = Int64(span.slotSeconds) * 1_000_000
        let ended = dialect.microseconds("n.finished_at")
        return try await read { tx in
            let rows = try await tx.fetchAll(
                """
                WITH newest AS (
                    SELECT status, run_at, started_at, finished_at FROM job_executions ORDER BY id DESC LIMIT \(newest)),
                ended AS (
                    SELECT n.status, CASE WHEN n.started_at IS NULL THEN 0 ELSE 1 END AS ran,
                           \(ended) - \(dialect.microseconds("n.started_at")) AS duration,
                           \(dialect.microseconds("n.started_at")) - \(dialect.microseconds("n.run_at")) AS delay,
                           \(ended) - \(ended) % \(width) AS slot
                    FROM newest n WHERE n.finished_at >= \(span.from) AND n.finished_at < \(span.to)),
                ranked AS (
                    SELECT slot, status, ran, duration, delay, COUNT(*) OVER (PARTITION BY slot, ran) AS total,
                           ROW_NUMBER() OVER (PARTITION BY slot, ran ORDER BY duration) AS duration_rank,
                           ROW_NUMBER() OVER (PARTITION BY slot, ran ORDER BY delay) AS delay_rank
                    FROM ended)
                SELECT slot, COUNT(*) AS total,
                       COUNT(CASE WHEN status = 'SUCCESS' THEN 1 END) AS succeeded,
                       COUNT(CASE WHEN status = 'FAILED' OR status = 'TIMEOUT' THEN 1 END) AS failed,
                       MIN(CASE WHEN ran = 1 AND duration_rank * 2 >= total THEN duration END) AS median_duration,
                       MIN(CASE WHEN ran = 1 AND duration_rank * 20 >= total * 19 THEN duration END) AS p95_duration,
                       MIN(CASE WHEN ran = 1 AND delay_rank * 20 >= total * 19 THEN delay END) AS p95_delay
                FROM ranked GROUP BY slot
                """)
            let oldest = try await tx.fetchOne("SELECT created_at FROM job_executions ORDER BY id DESC LIMIT 1 OFFSET \(newest - 1)")
            var activity = Activity(span: span, slots: Array(repeating: ActivitySlot(), count: span.slots))
            for row in rows {
                guard let slot = span.slot(of: Timestamp(microseconds: try row.int64("slot"))) else { continue }
                activity.slots[slot] = try ActivitySlot(row: row)
            }
            if let since = try oldest?.timestamp("created_at"), since > span.from { activity.completeSince = since }
            return activity
        }
    }
}

extension ActivitySlot {
    fileprivate init(row: ResultRow) throws {
        self.init()
        succeeded = try row.int("succeeded")
        failed = try row.int("failed")
        other = try row.int("total") - succeeded - failed
        func duration(_ column: String) throws -> Duration? { try row.int64IfPresent(column).map { .microseconds(max(0, $0)) } }
        medianDuration = try duration("median_duration")
        p95Duration = try duration("p95_duration")
        p95Delay = try duration("p95_delay")
    }
}
