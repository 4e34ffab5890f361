import JobUDatabase
import JobUModel

extension CronJob {
    var subject: AuditSubject { AuditSubject(.cron, id.description, definition.name) }
}

extension CronJobDefinition {
    /// Everything an owner writes, by column: the one list that insert and update are made from.
    func audited() throws -> [String: JSONValue] {
        Dictionary(
            try assignments().map { pair in
                (pair.column.rendered { _ in "" }.text, JSONValue(pair.value.rendered { _ in "" }.binds.first ?? .null))
            }, uniquingKeysWith: { _, last in last })
    }
}

extension AuditChange {
    /// An edit by what it did: switching a cron on or off has a name of its own.
    static func edited(_ old: CronJob, _ new: CronJob) throws -> AuditChange {
        let change = AuditChange.updated("cron.update", new.subject, from: try old.definition.audited(), to: try new.definition.audited())
        let switches: Set = ["is_enabled", "pause_reason"]
        guard old.definition.isEnabled != new.definition.isEnabled, switches.isSuperset(of: (change.after ?? [:]).keys) else {
            return change
        }
        var named = change
        named.action = new.definition.isEnabled ? "cron.enable" : "cron.disable"
        return named
    }
}

extension QueueLimit {
    var subject: AuditSubject { AuditSubject(.queue, name, name) }

    var audited: [String: JSONValue] {
        func number(_ value: Int?) -> JSONValue { value.map { .int(Int64($0)) } ?? .null }
        return [
            "max_concurrency": number(maxConcurrency), "rate_limit": number(rateLimit),
            "rate_period_seconds": number(ratePeriodSeconds), "paused_at": pausedAt.map { .string($0.description) } ?? .null,
            "pause_reason": pauseReason.map(JSONValue.string) ?? .null,
        ]
    }
}

extension NewExecution {
    func subject(_ id: ExecutionID) -> AuditSubject { AuditSubject(.job, id.description, handlerName) }

    var audited: [String: JSONValue] {
        [
            "handler_name": .string(handlerName), "handler_params": JSONText.stored(handlerParams),
            "cron_id": cronJobID.map { .int($0.rawValue) } ?? .null, "run_at": .string(runAt.description), "queue": .string(queue),
            "trigger": .string(trigger.rawValue),
        ]
    }
}

extension SQLJobStore {
    /// An execution before its change; nothing is read if no audit entry is written.
    static func audited(_ tx: Transaction, _ id: ExecutionID) async throws -> AuditedExecution? {
        guard AuditActor.current != nil else { return nil }
        let row = try await tx.fetchOne("SELECT handler_name, status, attempt FROM job_executions WHERE id = \(id)")
        return try row.map { row in
            AuditedExecution(
                subject: AuditSubject(.job, id.description, try row.text("handler_name")),
                before: ["status": .string(try row.text("status")), "attempt": .int(try row.int64("attempt"))])
        }
    }

    func note(_ tx: Transaction, _ action: String, _ execution: AuditedExecution?, _ after: [String: JSONValue]?) async throws {
        guard let execution else { return }
        try await note(tx, AuditChange(action, execution.subject, before: execution.before, after: after))
    }
}

/// What the log says of an execution before it was changed.
struct AuditedExecution: Sendable {
    var subject: AuditSubject
    var before: [String: JSONValue]
}

extension JSONValue {
    /// A bound value as the log shows it; texts that hold JSON are shown as what they say.
    fileprivate init(_ value: SQLValue) {
        switch value {
        case .null: self = .null
        case .bool(let flag): self = .bool(flag)
        case .int(let number): self = .int(number)
        case .double(let number): self = .double(number)
        case .timestamp(let microseconds): self = .string(Timestamp(microseconds: microseconds).description)
        case .text(let text), .decimal(let text), .json(let text):
            self = text.hasPrefix("{") || text.hasPrefix("[") ? JSONText.stored(text) : .string(text)
        case .bytes(let bytes): self = .string("\(bytes.count) bytes")
        }
    }
}
