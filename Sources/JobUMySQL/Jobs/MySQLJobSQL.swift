package import JobUDatabase
package import JobUModel
package import JobUStore

/// The seam on MySQL and MariaDB.
package struct MySQLJobSQL: JobSQL {
    package init() {}

    // Above this level the engine locks the gaps between rows, too, and claimers stand in each other's way.
    package var isolation: IsolationLevel? { .readCommitted }
    package var clockQuestion: SQL? { "SELECT UTC_TIMESTAMP(6) AS now" }
    package var lockingFreeRows: SQL { "FOR UPDATE SKIP LOCKED" }
    package var lockingFreeCronJobs: SQL { "FOR UPDATE SKIP LOCKED" }
    package var keepingRows: SQL { "LOCK IN SHARE MODE" }
    package var triggerColumn: SQL { "`trigger`" }
    // Without the hint an index of another order is taken at times, and all that waits is sorted for each claim.
    package var claimSource: SQL { "job_executions e FORCE INDEX (job_executions_claim)" }

    package func isWaiting(_ alias: SQL) -> SQL {
        "\(alias).waits = 1"
    }

    package func matches(_ column: SQL, _ pattern: String) -> SQL {
        "\(column) COLLATE utf8mb4_general_ci LIKE \(pattern) ESCAPE '!'"
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQL) async throws -> Int64 {
        try await tx.execute(insert)
        guard let row = try await tx.fetchOne("SELECT LAST_INSERT_ID() AS id") else {
            throw DatabaseError(.other, "an insert returned no id")
        }
        return try row.int64("id")
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue] {
        // Grouping by the index jumps from one name to the next.
        try await tx.fetchAll(
            """
            SELECT names.queue, queues.name IS NOT NULL AS is_limited
            FROM (SELECT queue FROM job_executions WHERE waits = 1 GROUP BY queue) names
            LEFT JOIN queues ON queues.name = names.queue
            """
        ).map(WaitingQueue.init(row:))
    }

    package func claim(
        _ tx: Transaction, _ request: ClaimRequest, queue: String, limit: Int
    ) async throws -> [ClaimedExecution] {
        try await LockingClaim(self).claim(tx, request, queue: queue, limit: limit)
    }
}
