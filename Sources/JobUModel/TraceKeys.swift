/// Every attribute of a span that is our own, once; the others are OpenTelemetry's.
package enum TraceKeys {
    package static let executionID = "jobu.execution.id"
    package static let attempt = "jobu.execution.attempt"
    package static let status = "jobu.execution.status"
    package static let cronJobID = "jobu.cron_job.id"
    package static let handler = "jobu.handler.name"
    package static let lagSeconds = "jobu.lag_seconds"
    package static let crons = "jobu.crons"
    package static let created = "jobu.executions.created"
    package static let skipped = "jobu.executions.skipped"
    package static let claimed = "jobu.executions.claimed"
    package static let alertEvent = "jobu.alert.event"
    package static let alertAttempt = "jobu.alert.attempt"
}
