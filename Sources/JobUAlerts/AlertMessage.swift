import JobUDatabase
import JobUModel
import JobUStore

/// The body of a message, in the shape of Standard Webhooks: `type`, `timestamp`, `data`.
enum AlertMessage {
    static func body(of alert: Alert) throws -> String {
        try JSONText.encode(
            JSONValue.object([
                "type": .string(alert.event.rawValue), "timestamp": .string(alert.occurredAt.description), "data": .object(alert.data),
            ]))
    }

    /// Who is to be told of these.
    static func deliveries(_ alerts: [Alert], to webhooks: [Webhook]) throws -> [NewAlertDelivery] {
        try alerts.flatMap { alert in
            let wanting = webhooks.filter { $0.wants(alert) }
            guard !wanting.isEmpty else { return [NewAlertDelivery]() }
            let body = try body(of: alert)
            return wanting.map { NewAlertDelivery(webhook: $0.name, event: alert.event, subject: alert.subject, body: body) }
        }
    }
}

extension Alert {
    /// An execution that waits too long.
    static func late(_ late: LateExecution, now: Timestamp) -> Alert {
        let execution = late.execution
        return Alert(
            .late, subject: "job:\(execution.id):\(execution.runAt.microseconds)", occurredAt: now, scope: late.scope,
            data: ["job": .object(late.data), "late_seconds": .int((now - execution.runAt).components.seconds)])
    }

    /// A cron that nobody dispatches.
    static func overdue(_ cron: CronJob, now: Timestamp) -> Alert? {
        guard let due = cron.nextRunAt else { return nil }
        let definition = cron.definition
        return Alert(
            .late, subject: "cron:\(cron.id):\(due.microseconds)", occurredAt: now,
            scope: Scope(handler: definition.handlerName, queue: definition.queue, tags: definition.tags),
            data: [
                "cron": .object([
                    "id": .int(cron.id.rawValue), "name": .string(definition.name), "handler_name": .string(definition.handlerName),
                    "queue": .string(definition.queue), "next_run_at": .string(due.description),
                ]),
                "late_seconds": .int((now - due).components.seconds),
            ])
    }

    /// A multi-database transaction that does not end.
    static func inDoubt(_ transaction: InDoubtTransaction, now: Timestamp) -> Alert {
        Alert(
            .inDoubt, subject: "transaction:\(transaction.gtrid):\(transaction.state.rawValue)", occurredAt: now,
            data: [
                "transaction": .object([
                    "gtrid": .string(transaction.gtrid), "state": .string(transaction.state.rawValue),
                    "since": .string(transaction.since.description), "databases": .array(transaction.databases.map(JSONValue.string)),
                    "reason": .string(transaction.reason),
                ])
            ])
    }

    /// Somebody tries a webhook out.
    static func test(_ webhook: String, now: Timestamp) -> Alert {
        Alert(.test, subject: "test:\(now.microseconds)", occurredAt: now, data: ["webhook": .string(webhook)])
    }
}
