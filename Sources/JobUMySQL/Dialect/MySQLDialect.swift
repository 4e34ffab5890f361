package import JobUDatabase
package import JobUModel
package import JobUStore

/// The store's SQL on MySQL and MariaDB.
package struct MySQLDialect: StoreDialect {
    package init() {}

    // Above this level the engine locks the gaps between rows, too, and claimers stand in each other's way.
    package var isolationLevel: IsolationLevel? { .readCommitted }
    package var serverTimeQuery: SQLQuery? { "SELECT UTC_TIMESTAMP(6) AS now" }
    package var rowLockSuffix: SQLQuery { "FOR UPDATE SKIP LOCKED" }
    package var cronJobLockSuffix: SQLQuery { "FOR UPDATE SKIP LOCKED" }
    package var shareLockSuffix: SQLQuery { "LOCK IN SHARE MODE" }
    package var triggerColumn: SQLQuery { "`trigger`" }
    // Without the hint an index of another order is taken at times, and all that waits is sorted for each claim.
    package var claimSource: SQLQuery { "job_executions e FORCE INDEX (job_executions_claim)" }

    package func microseconds(_ column: SQLQuery) -> SQLQuery {
        "TIMESTAMPDIFF(MICROSECOND, '1970-01-01', \(column))"
    }

    package func waitingPredicate(_ alias: SQLQuery) -> SQLQuery {
        "\(alias).waits = 1"
    }

    package func unsuccessfulPredicate(_ alias: SQLQuery) -> SQLQuery {
        // An index holds all states here, and nothing but them: counting need not read the rows.
        "\(alias).status <> 'SUCCESS'"
    }

    package func uniqueKeyPredicate(_ key: String?) -> SQLQuery {
        "live_key = \(key)"
    }

    package func searchPredicate(_ column: SQLQuery, _ text: SearchText) -> SQLQuery {
        // The collations that know capitals take accents, and all that is no letter, for one another. This one compares as it is.
        "\(column) COLLATE utf8mb4_bin REGEXP \(text.regularExpression)"
    }

    package func insertReturningID(_ tx: Transaction, _ insert: SQLQuery) async throws -> Int64 {
        try await tx.execute(insert)
        guard let row = try await tx.fetchOne("SELECT LAST_INSERT_ID() AS id") else {
            throw SQLError(.other, "an insert returned no id")
        }
        return try row.int64("id")
    }

    package func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int] {
        // The engine's own way to leave out rows that exist (`INSERT IGNORE`) would leave out others as well: those whose cron is gone, or
        // whose text is too long. So all are inserted at once, and one by one only where that is refused.
        guard !executions.isEmpty else { return [] }
        let rows = try executions.map { try $0.values(now: now) }
        do {
            return try await tx.savepoint { try await $0.executeBatch(of: batchInsertion, rows) }
        } catch let error as SQLError where error.code == .uniqueViolation {
            var written: [Int] = []
            for row in rows { written.append(try await insertIfNew(tx, row) ? 1 : 0) }
            return written
        }
    }

    package func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID? {
        guard try await insertIfNew(tx, execution.values(now: now)) else { return nil }
        return try await tx.fetchOne("SELECT LAST_INSERT_ID() AS id").map { ExecutionID(rawValue: try $0.int64("id")) }
    }

    private func insertIfNew(_ tx: Transaction, _ row: [SQLValue]) async throws -> Bool {
        do {
            return try await tx.executeBatch(of: batchInsertion, [row]) == [1]
        } catch let error as SQLError where error.code == .uniqueViolation {
            return false  // The statement alone is undone.
        }
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
