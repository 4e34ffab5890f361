import JobUDatabase
package import JobUModel

extension SQLJobStore {
    package func oldestWaitingRunTime() async throws -> Timestamp? {
        try await fetch("SELECT e.run_at FROM job_executions e WHERE \(dialect.waitingPredicate("e")) ORDER BY e.run_at LIMIT 1").first?
            .timestamp("run_at")
    }

    package func dueCount(now: Timestamp) async throws -> Int {
        try await fetch(
            """
            SELECT COUNT(*) AS total FROM (
                SELECT 1 AS one FROM job_executions e WHERE \(dialect.waitingPredicate("e")) AND e.run_at <= \(now)
                LIMIT \(PageOf<Execution>.countedMax)) counted
            """
        ).first?.int("total") ?? 0
    }

    package func countsByStatus(newest: Int) async throws -> [ExecutionStatus: Int] {
        let rows = try await fetch(
            """
            SELECT status, COUNT(*) AS total FROM (SELECT status FROM job_executions ORDER BY id DESC LIMIT \(newest)) newest GROUP BY status
            """)
        let counts = try rows.compactMap { row in ExecutionStatus(rawValue: try row.text("status")).map { ($0, row) } }
        return Dictionary(try counts.map { ($0, try $1.int("total")) }) { first, _ in first }
    }

    package func countsByStatus() async throws -> [ExecutionStatus: Int] {
        try await read { tx in
            var counts: [ExecutionStatus: Int] = [:]
            for status in ExecutionStatus.allCases {
                var filter = ExecutionFilter()
                filter.statuses = [status]
                let row = try await tx.fetchOne(
                    """
                    SELECT COUNT(*) AS total FROM (
                        SELECT 1 AS one FROM job_executions e WHERE \(filter.condition(dialect))
                        LIMIT \(PageOf<Execution>.countedMax)) counted
                    """)
                if let total = try row?.int("total"), total > 0 { counts[status] = total }
            }
            return counts
        }
    }
}
