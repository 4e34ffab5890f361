package import JobUDatabase
package import JobUModel

/// The dialect seam: what engines say differently. Each operation runs inside the caller's transaction.
package protocol StoreDialect: Sendable {
    /// How far the store's transactions are kept apart; nil for the engine's default.
    var isolation: IsolationLevel? { get }
    /// Asks for the server's time of day, as `now`; nil for an engine that runs inside this machine's processes.
    var serverTimeQuery: SQLQuery? { get }
    /// Ends a query of rows that are about to be changed; those that somebody else holds are left out, never waited for.
    var rowLockSuffix: SQLQuery { get }
    /// The same for crons, which others may refer to meanwhile.
    var cronJobLockSuffix: SQLQuery { get }
    /// Ends a query of rows that must still be there when the transaction is committed.
    var shareLockSuffix: SQLQuery { get }
    /// The column `trigger`, a word that some engines keep for themselves.
    var triggerColumn: SQLQuery { get }
    /// Executions to claim from, under the alias `e`.
    var claimSource: SQLQuery { get }
    /// Whether an execution waits, in the words an index is made for.
    func isWaiting(_ alias: SQLQuery) -> SQLQuery
    /// True of an execution that ended otherwise than as SUCCESS, and in the words an index is made for.
    func unsuccessfulPredicate(_ alias: SQLQuery) -> SQLQuery
    /// True of the unfinished execution that has a unique key, in the words an index is made for.
    func isLive(key: String?) -> SQLQuery
    /// Whether a column contains a text.
    func contains(_ column: SQLQuery, _ text: SearchText) -> SQLQuery
    /// An instant of a column as microseconds since 1970, a whole number.
    func microseconds(_ column: SQLQuery) -> SQLQuery
    /// Inserts a row and returns its id.
    func insertReturningID(_ tx: Transaction, _ insert: SQLQuery) async throws -> Int64
    /// Inserts executions; one whose instant or live unique key exists already is left out. Returns how many rows each wrote.
    func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int]
    /// Inserts one execution and returns its id, or nil when it exists already.
    func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID?
    /// Writes when crons are due next; what the database refused before is forgotten.
    func move(_ tx: Transaction, _ moves: [CronJobMove]) async throws
    /// The queues in which something waits, each with the first claim order, without a look at the executions themselves.
    func waitingQueues(_ tx: Transaction) async throws -> [WaitingQueue]
    /// Ends attempts that succeeded and whose lease holds. Returns how many rows each changed: 0 means the lease is lost.
    func finishSuccesses(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int]
}

/// When a cron is due next, and for which instant it ran last.
package struct CronJobMove: Sendable {
    package var id: CronJobID
    package var nextRunAt: Timestamp?
    /// Nil to leave it as it is.
    package var lastRunAt: Timestamp?
}

/// A queue in which something waits.
package struct WaitingQueue: Sendable {
    package var name: String
    /// The smallest claim order in it, of an execution that may not be due, or not for everybody.
    package var head: Timestamp
    /// Nil when it has none.
    package var limit: QueueLimit?

    var isPaused: Bool { limit?.pausedAt != nil }

    /// What a row has to have beside the columns of `QueueLimit`.
    package init(row: ResultRow) throws {
        name = try row.text("queue")
        head = try row.timestampIfPresent("head") ?? Timestamp(microseconds: .max)
        limit = try row.textIfPresent("name") == nil ? nil : QueueLimit(row: row)
    }
}

extension StoreDialect {
    package func move(_ tx: Transaction, _ moves: [CronJobMove]) async throws {
        try await tx.executeBatch(
            """
            UPDATE cron_jobs SET next_run_at = ?, last_run_at = COALESCE(?, last_run_at), refused_at = NULL, refusal = NULL WHERE id = ?
            """,
            moves.map { [$0.nextRunAt.sqlValue, $0.lastRunAt.sqlValue, $0.id.sqlValue] })
    }
}

extension NewExecution {
    /// What `insertColumns` of a dialect take, in their order.
    package func insertValues(now: Timestamp) throws -> [SQLValue] {
        let isSkipped = skipReason != nil
        let status: ExecutionStatus = isSkipped ? .skipped : .pending
        return [
            cronJobID.sqlValue, handlerName.sqlValue, handlerParams.sqlValue, scheduledTime.sqlValue, runAt.sqlValue, status.sqlValue,
            options.queue.sqlValue, options.priority.sqlValue, trigger.rawValue.sqlValue, options.maxRetry.sqlValue,
            try options.retryBackoff.sqlText.sqlValue, options.timeoutSeconds.sqlValue, maxConcurrency.sqlValue, uniqueKey.sqlValue,
            skipReason.sqlValue,
            (isSkipped ? now : nil).sqlValue, now.sqlValue,
        ]
    }
}
