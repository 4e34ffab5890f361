package import JobUModel

/// The audit log: actors and their changes.
package protocol AuditStore: Sendable {
    /// Entries that match, newest first.
    /// - Parameter before: only entries with a lower number, to continue after a page.
    func auditEntries(_ filter: AuditFilter, before: Int64?, limit: Int) async throws -> [AuditEntry]
    /// Writes what the task's actor does outside of the store; nothing where there is none.
    func recordAudit(_ change: AuditChange) async throws
    /// Deletes up to `limit` of the oldest entries written before this instant; returns how many.
    func pruneAudit(before cutoff: Timestamp, limit: Int) async throws -> Int
}

/// What was changed.
package struct AuditSubject: Sendable, Equatable {
    package enum Kind: String, Sendable, CaseIterable {
        case cron, job, queue, user, token, transaction, alert
    }

    package var kind: Kind
    package var id: String
    /// Its name when it was changed: it may be gone by now.
    package var name: String

    package init(_ kind: Kind, _ id: String, _ name: String) {
        self.kind = kind
        self.id = id
        self.name = name
    }
}

/// A change as it goes into the log. Never holds a secret or a hash of one.
package struct AuditChange: Sendable, Equatable {
    /// `subject.verb`, such as `cron.update`.
    package var action: String
    package var subject: AuditSubject
    /// Of an update, only what differs.
    package var before: [String: JSONValue]?
    package var after: [String: JSONValue]?

    package init(
        _ action: String, _ subject: AuditSubject, before: [String: JSONValue]? = nil, after: [String: JSONValue]? = nil
    ) {
        self.action = action
        self.subject = subject
        self.before = before
        self.after = after
    }

    package static func created(_ action: String, _ subject: AuditSubject, _ value: [String: JSONValue]) -> AuditChange {
        AuditChange(action, subject, after: value)
    }

    package static func deleted(_ action: String, _ subject: AuditSubject, _ value: [String: JSONValue]) -> AuditChange {
        AuditChange(action, subject, before: value)
    }

    package static func updated(
        _ action: String, _ subject: AuditSubject, from old: [String: JSONValue], to new: [String: JSONValue]
    ) -> AuditChange {
        AuditChange(
            action, subject, before: old.filter { new[$0.key] != $0.value }, after: new.filter { old[$0.key] != $0.value })
    }
}

/// A row of `audit_log`.
package struct AuditEntry: Sendable, Equatable {
    package var id: Int64
    package var time: Timestamp
    package var actorKind: AuditActor.Kind
    package var actor: String
    package var address: String?
    package var change: AuditChange
}

package struct AuditFilter: Sendable, Equatable {
    package var actor: String?
    /// A whole action, or the part before the point: `cron` finds `cron.update`.
    package var action: String?
    package var subjectKind: AuditSubject.Kind?
    package var subjectID: String?
    package var from: Timestamp?
    package var to: Timestamp?

    package init() {}
}
