package import JobUDatabase
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

    package func isTroubled(_ alias: SQL) -> SQL {
        // An index holds all states here, and nothing but them: counting need not look at the rows.
        "\(alias).status <> 'SUCCESS'"
    }

    package func isLive(key: String?) -> SQL {
        "live_key = \(key)"
    }

    package func contains(_ column: SQL, _ text: SearchText) -> SQL {
        // The collations that know capitals take accents, and all that is no letter, for one another. This one compares as it is.
        "\(column) COLLATE utf8mb4_bin REGEXP \(text.regularExpression)"
    }

    package func microseconds(_ column: SQL) -> SQL {
        "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', \(column))"
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQL) async throws -> Int64 {
        try await tx.execute(insert)
        guard let row = try await tx.fetchOne("SELECT LAST_INSERT_ID() AS id") else {
            throw DatabaseError(.other, "an insert returned no id")
        }
        return try row.int64("id")
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue] {
        // Jumps from one name to the next in the index instead of reading all that waits.
        try await tx.fetchAll(
            """
            WITH RECURSIVE names (queue) AS (
                (SELECT queue FROM job_executions FORCE INDEX (job_executions_claim) WHERE waits = 1 ORDER BY queue LIMIT 1)
                UNION ALL
                SELECT (SELECT e.queue FROM job_executions e FORCE INDEX (job_executions_claim)
                        WHERE e.waits = 1 AND e.queue > names.queue ORDER BY e.queue LIMIT 1)
                FROM names WHERE names.queue IS NOT NULL)
            SELECT names.queue,
                   (SELECT e.claim_order FROM job_executions e FORCE INDEX (job_executions_claim)
                    WHERE e.waits = 1 AND e.queue = names.queue ORDER BY e.claim_order LIMIT 1) AS head,
                   \(QueueLimit.columns)
            FROM names LEFT JOIN queues ON queues.name = names.queue WHERE names.queue IS NOT NULL
            """
        ).map(WaitingQueue.init(row:))
    }
}
