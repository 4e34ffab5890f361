/// Every key of log metadata, once.
package enum LogKeys {
    package static let service = "service"
    package static let cronJobID = "cron_job.id"
    package static let cronJobName = "cron_job.name"
    package static let timeZone = "cron_job.time_zone"
    package static let nextRunAt = "cron_job.next_run_at"
    /// What it was before.
    package static let previousNextRunAt = "cron_job.previous_next_run_at"
    package static let executionID = "execution.id"
    package static let attempt = "execution.attempt"
    package static let status = "execution.status"
    package static let handler = "handler.name"
    package static let workerID = "worker.id"
    package static let count = "count"
    /// The name of a signal, as `SIGTERM`.
    package static let signal = "signal"
    /// Failures in a row.
    package static let failures = "failures"
    package static let created = "executions.created"
    package static let skipped = "executions.skipped"
    package static let lines = "lines"
    package static let method = "http.request.method"
    package static let route = "http.route"
    package static let httpStatus = "http.response.status_code"
    package static let webhook = "webhook"
    package static let alertID = "alert.id"
    package static let error = "error"
    package static let since = "since"
    package static let seconds = "seconds"
    /// `stdout` or `stderr` of a handler's process.
    package static let stream = "stream"
}
