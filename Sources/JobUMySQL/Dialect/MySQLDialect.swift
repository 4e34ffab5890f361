package import JobUDatabase
import JobUModel
package import JobUStore

/// The seam on MySQL and MariaDB.
package struct MySQLDialect: StoreDialect {
    package init() {}

    // Above this level the engine locks the gaps between rows, too, and claimers stand in each other's way.
    package var isolation: IsolationLevel? { .readCommitted }
    package var serverTimeQuery: SQLQuery? { "SELECT UTC_TIMESTAMP(6) AS now" }
    package var rowLockSuffix: SQLQuery { "FOR UPDATE SKIP LOCKED" }
    package var cronJobLockSuffix: SQLQuery { "FOR UPDATE SKIP LOCKED" }
    package var shareLockSuffix: SQLQuery { "LOCK IN SHARE MODE" }
    package var triggerColumn: SQLQuery { "`trigger`" }
    // Without the hint an index of another order is taken at times, and all that waits is sorted for each claim.
    package var claimSource: SQLQuery { "job_executions e FORCE INDEX (job_executions_claim)" }

    package func isWaiting(_ alias: SQLQuery) -> SQLQuery {
        "\(alias).waits = 1"
    }

    package func unsuccessfulPredicate(_ alias: SQLQuery) -> SQLQuery {
        // An index holds all states here, and nothing but them: counting need not look at the rows.
        "\(alias).status <> 'SUCCESS'"
    }

    package func isLive(key: String?) -> SQLQuery {
        "live_key = \(key)"
    }

    package func contains(_ column: SQLQuery, _ text: SearchText) -> SQLQuery {
        // The collations that know capitals take accents, and all that is no letter, for one another. This one compares as it is.
        "\(column) COLLATE utf8mb4_bin REGEXP \(text.regularExpression)"
    }

    package func microseconds(_ column: SQLQuery) -> SQLQuery {
        "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', \(column))"
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQLQuery) async throws -> Int64 {
        try await tx.execute(insert)
        guard let row = try await tx.fetchOne("SELECT LAST_INSERT_ID() AS id") else {
            throw SQLError(.other, "an insert returned no id")
        }
        return try row.int64("id")
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue] {
        // Jumps from one name to the next in the index, a statement for each: put into one, with a name that is not known beforehand, the
        // engine reads all that waits for every name.
        var queues: [WaitingQueue] = []
        while true {
            let next: SQLQuery = queues.last.map { last -> SQLQuery in "AND e.queue > \(last.name) " } ?? ""
            let row = try await tx.fetchOne(
                """
                SELECT heads.queue, heads.head, \(QueueLimit.columns)
                FROM (SELECT e.queue, e.claim_order AS head FROM job_executions e FORCE INDEX (job_executions_claim)
                      WHERE e.waits = 1 \(next)ORDER BY e.queue, e.claim_order LIMIT 1) heads
                LEFT JOIN queues ON queues.name = heads.queue
                """)
            guard let row else { return queues }
            queues.append(try WaitingQueue(row: row))
        }
    }
}
