package import JobUDatabase
package import JobUModel

extension Execution {
    /// The columns of `job_executions` under the alias `e`, and the name of its cron under `c`.
    package static let columns: SQLQuery = """
        e.id, e.job_id, c.name AS cron_name, e.handler_name, e.handler_params, e.scheduled_time, e.run_at, e.status, e.queue,
        e.priority, e.trigger, e.attempt, e.max_retry, e.retry_count, e.retry_backoff, e.timeout_seconds, e.max_concurrency,
        e.worker_id, e.fence, e.lost_count, e.cancel_requested_at, e.started_at, e.finished_at, e.progress, e.progress_message,
        e.error_message, e.result, e.unique_key, e.created_at
        """

    package static let source: SQLQuery = "job_executions e LEFT JOIN cron_jobs c ON c.id = e.job_id"

    /// Never fails for what the row holds: `problems` says what is wrong with it.
    package init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            id: ExecutionID(rawValue: try row.int64("id")),
            cronJobID: try row.int64IfPresent("job_id").map(CronJobID.init(rawValue:)),
            cronName: try reader.textIfPresent("cron_name"),
            handlerName: try reader.text("handler_name"), handlerParams: try reader.text("handler_params"),
            scheduledTime: try row.timestamp("scheduled_time"), runAt: try row.timestamp("run_at"),
            status: try reader.word("status", or: .failed), trigger: try reader.word("trigger", or: .api),
            attempt: try reader.int("attempt", .count), retryCount: try reader.int("retry_count", .count), options: try reader.options(),
            maxConcurrency: try reader.intIfPresent("max_concurrency", .limit),
            workerID: try row.int64IfPresent("worker_id").map(WorkerID.init(rawValue:)),
            fence: try reader.int64("fence", .fence), lostCount: try reader.int("lost_count", .count),
            cancelRequestedAt: try row.timestampIfPresent("cancel_requested_at"),
            startedAt: try row.timestampIfPresent("started_at"), finishedAt: try row.timestampIfPresent("finished_at"),
            progress: try reader.shareIfPresent("progress"), progressMessage: try reader.textIfPresent("progress_message"),
            errorMessage: try reader.textIfPresent("error_message"), result: try reader.textIfPresent("result"),
            uniqueKey: try reader.textIfPresent("unique_key"), createdAt: try row.timestamp("created_at"))
        problems = reader.problems
    }
}

extension ClaimedExecution {
    /// The columns a claim returns.
    package static let columns: SQLQuery = """
        id, worker_id, fence, job_id, handler_name, handler_params, scheduled_time, run_at, attempt, retry_count, queue,
        priority, max_retry, retry_backoff, timeout_seconds, started_at
        """

    /// - Throws: `ColumnProblem` when the row cannot be used.
    package init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        self.init(
            lease: Lease(
                executionID: ExecutionID(rawValue: try row.int64("id")), workerID: WorkerID(rawValue: try row.int64("worker_id")),
                fence: try reader.int64("fence", .fence)),
            cronJobID: try row.int64IfPresent("job_id").map(CronJobID.init(rawValue:)),
            handlerName: try reader.text("handler_name"), handlerParams: try reader.text("handler_params"),
            scheduledTime: try row.timestamp("scheduled_time"), runAt: try row.timestamp("run_at"),
            attempt: try reader.int("attempt", .count), retryCount: try reader.int("retry_count", .count),
            options: try reader.options(),
            startedAt: try row.timestampIfPresent("started_at") ?? row.timestamp("run_at"))
        if let problem = reader.claimProblem { throw problem }
    }
}

extension ColumnReader {
    /// What keeps a worker from using a row. Where it waited, and how urgently, is past once it is claimed.
    var claimProblem: ColumnProblem? {
        problems.first { $0.column != "queue" && $0.column != "priority" }
    }
}

extension NewExecution {
    /// The columns a new execution is inserted with.
    /// - Parameter trigger: the column `trigger`, as the dialect writes it.
    fileprivate static func columns(trigger: SQLQuery) -> [SQLQuery] {
        [
            "job_id", "handler_name", "handler_params", "scheduled_time", "run_at", "status", "queue", "priority", trigger, "max_retry",
            "retry_backoff", "timeout_seconds", "max_concurrency", "unique_key", "error_message", "finished_at", "created_at",
        ]
    }

    /// The values of these columns, in their order.
    /// - Throws: `EncodingError` when the backoff has no stored form.
    package func values(now: Timestamp) throws -> [SQLValue] {
        let isSkipped = skipReason != nil
        let status: ExecutionStatus = isSkipped ? .skipped : .pending
        return [
            cronJobID.sqlValue, handlerName.sqlValue, handlerParams.sqlValue, scheduledTime.sqlValue, runAt.sqlValue, status.sqlValue,
            options.queue.sqlValue, options.priority.sqlValue, trigger.rawValue.sqlValue, options.maxRetry.sqlValue,
            try options.retryBackoff.sqlText.sqlValue,
            options.timeoutSeconds.sqlValue, maxConcurrency.sqlValue, uniqueKey.sqlValue, skipReason.sqlValue,
            (isSkipped ? now : nil).sqlValue, now.sqlValue,
        ]
    }
}

extension StoreDialect {
    /// Inserts one execution.
    package func insertion(of execution: NewExecution, now: Timestamp) throws -> SQLQuery {
        insertion(values: try execution.values(now: now).map { "\($0)" })
    }

    /// Inserts executions in a batch; its rows are `values(now:)` of each.
    package var batchInsertion: SQLQuery {
        insertion(values: NewExecution.columns(trigger: triggerColumn).map { _ in "?" })
    }

    private func insertion(values: [SQLQuery]) -> SQLQuery {
        let columns = SQLQuery.join(NewExecution.columns(trigger: triggerColumn), separator: ", ") ?? ""
        return "INSERT INTO job_executions (\(columns)) VALUES (\(SQLQuery.join(values, separator: ", ") ?? ""))"
    }
}
