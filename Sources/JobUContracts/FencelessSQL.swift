package import JobUDatabase
package import JobUModel
package import JobUStore

/// A dialect with a planted mistake, to show that a check can fail: whoever says that a run succeeded is believed, its present owner
/// or not.
package struct FencelessSQL: JobSQL {
    private let whole: any JobSQL

    package init(_ whole: any JobSQL) {
        self.whole = whole
    }

    package var isolation: IsolationLevel? { whole.isolation }
    package var clockQuestion: SQL? { whole.clockQuestion }
    package var lockingFreeRows: SQL { whole.lockingFreeRows }
    package var lockingFreeCronJobs: SQL { whole.lockingFreeCronJobs }
    package var keepingRows: SQL { whole.keepingRows }
    package var triggerColumn: SQL { whole.triggerColumn }
    package var claimSource: SQL { whole.claimSource }
    package func isWaiting(_ alias: SQL) -> SQL { whole.isWaiting(alias) }
    package func isTroubled(_ alias: SQL) -> SQL { whole.isTroubled(alias) }
    package func contains(_ column: SQL, _ text: SearchText) -> SQL { whole.contains(column, text) }
    package func isLive(key: String?) -> SQL { whole.isLive(key: key) }
    package func microseconds(_ column: SQL) -> SQL { whole.microseconds(column) }

    package func insertReturningID(_ tx: Transaction, _ insert: SQL) async throws -> Int64 {
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
