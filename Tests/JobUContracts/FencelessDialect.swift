package import JobUDatabase
package import JobUModel
package import JobUStore

/// A dialect with a planted mistake, to show that a check can fail: whoever says that a run succeeded is believed, its present owner
/// or not.
package struct FencelessDialect: StoreDialect {
    private let whole: any StoreDialect

    package init(_ whole: any StoreDialect) {
        self.whole = whole
    }

    package var isolationLevel: IsolationLevel? { whole.isolationLevel }
    package var serverTimeQuery: SQLQuery? { whole.serverTimeQuery }
    package var rowLockSuffix: SQLQuery { whole.rowLockSuffix }
    package var cronJobLockSuffix: SQLQuery { whole.cronJobLockSuffix }
    package var shareLockSuffix: SQLQuery { whole.shareLockSuffix }
    package var triggerColumn: SQLQuery { whole.triggerColumn }
    package var claimSource: SQLQuery { whole.claimSource }
    package func microseconds(_ column: SQLQuery) -> SQLQuery { whole.microseconds(column) }
    package func waitingPredicate(_ alias: SQLQuery) -> SQLQuery { whole.waitingPredicate(alias) }
    package func unsuccessfulPredicate(_ alias: SQLQuery) -> SQLQuery { whole.unsuccessfulPredicate(alias) }
    package func searchPredicate(_ column: SQLQuery, _ text: SearchText) -> SQLQuery { whole.searchPredicate(column, text) }
    package func uniqueKeyPredicate(_ key: String?) -> SQLQuery { whole.uniqueKeyPredicate(key) }

    package func insertReturningID(_ tx: Transaction, _ insert: SQLQuery) async throws -> Int64 {
        try await whole.insertReturningID(tx, insert)
    }

    package func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int] {
        try await whole.insert(tx, executions, now: now)
    }

    package func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID? {
        try await whole.insertOne(tx, execution, now: now)
    }

    package func move(_ tx: Transaction, _ moves: [CronJobMove]) async throws {
        try await whole.move(tx, moves)
    }

    package func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue] {
        try await whole.waitingQueues(tx)
    }

    package func finishSuccesses(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        var changed: [Int] = []
        for request in requests {
            changed.append(
                try await tx.execute(
                    """
                    UPDATE job_executions SET status = 'SUCCESS', result = \(request.transition.result), finished_at = \(now)
                    WHERE id = \(request.lease.executionID)
                    """))
        }
        return changed
    }
}
