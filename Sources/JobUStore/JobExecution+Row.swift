package import JobUDatabase
package import JobUModel

extension JobExecution {
    /// The columns of `job_executions` under the alias `e`, and the name of its cron under `c`.
    package static let columns: SQL = """
        e.id, e.job_id, c.name AS cron_name, e.handler_name, e.handler_params, e.scheduled_time, e.run_at, e.status, e.queue,
        e.priority, e.trigger, e.attempt, e.max_retry, e.retry_count, e.retry_backoff, e.timeout_seconds, e.max_concurrency,
        e.worker_id, e.fence, e.lost_count, e.cancel_requested_at, e.started_at, e.finished_at, e.progress, e.progress_message,
        e.error_message, e.result, e.unique_key, e.created_at
        """

    package static let source: SQL = "job_executions e LEFT JOIN cron_jobs c ON c.id = e.job_id"

    package init(row: Row) throws {
        self.init(
            id: ExecutionID(rawValue: try row.int64("id")),
            jobID: try row.int64IfPresent("job_id").map(CronJobID.init(rawValue:)),
            cronName: try row.textIfPresent("cron_name"),
            handlerName: try row.text("handler_name"), handlerParams: try row.text("handler_params"),
            scheduledTime: try row.timestamp("scheduled_time"), runAt: try row.timestamp("run_at"),
            status: try row.word("status"), queue: try row.text("queue"), priority: try row.int("priority"),
            trigger: try row.word("trigger"), attempt: try row.int("attempt"), maxRetry: try row.int("max_retry"),
            retryCount: try row.int("retry_count"), retryBackoff: try row.retryBackoff(),
            timeoutSeconds: try row.int("timeout_seconds"),
            maxConcurrency: try row.int64IfPresent("max_concurrency").map(Int.init),
            workerID: try row.int64IfPresent("worker_id").map(WorkerID.init(rawValue:)),
            fence: try row.int64("fence"), lostCount: try row.int("lost_count"),
            cancelRequestedAt: try row.timestampIfPresent("cancel_requested_at"),
            startedAt: try row.timestampIfPresent("started_at"), finishedAt: try row.timestampIfPresent("finished_at"),
            progress: try row.doubleIfPresent("progress"), progressMessage: try row.textIfPresent("progress_message"),
            errorMessage: try row.textIfPresent("error_message"), result: try row.textIfPresent("result"),
            uniqueKey: try row.textIfPresent("unique_key"), createdAt: try row.timestamp("created_at"))
    }
}

extension ClaimedExecution {
    /// The columns a claim returns.
    package static let columns: SQL = """
        id, worker_id, fence, job_id, handler_name, handler_params, scheduled_time, run_at, attempt, retry_count, max_retry,
        retry_backoff, timeout_seconds, started_at
        """

    package init(row: Row) throws {
        self.init(
            lease: Lease(
                executionID: ExecutionID(rawValue: try row.int64("id")), workerID: WorkerID(rawValue: try row.int64("worker_id")),
                fence: try row.int64("fence")),
            jobID: try row.int64IfPresent("job_id").map(CronJobID.init(rawValue:)),
            handlerName: try row.text("handler_name"), handlerParams: try row.text("handler_params"),
            scheduledTime: try row.timestamp("scheduled_time"), runAt: try row.timestamp("run_at"),
            attempt: try row.int("attempt"), retryCount: try row.int("retry_count"), maxRetry: try row.int("max_retry"),
            retryBackoff: try row.retryBackoff(), timeoutSeconds: try row.int("timeout_seconds"),
            startedAt: try row.timestamp("started_at"))
    }
}
