import JobUModel
package import JobUStore

/// An entry of the audit log as the API shows it.
package struct AuditReply: Encodable, Sendable {
    private let entry: AuditEntry

    package init(_ entry: AuditEntry) { self.entry = entry }

    enum CodingKeys: String, CodingKey {
        case id, time, actor, address, action, before, after
        case actorKind = "actor_kind"
        case subjectKind = "subject_kind"
        case subjectID = "subject_id"
        case subjectName = "subject_name"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(entry.id, forKey: .id)
        try container.encode(entry.time, forKey: .time)
        try container.encode(entry.actorKind.rawValue, forKey: .actorKind)
        try container.encode(entry.actor, forKey: .actor)
        try container.encode(entry.address, forKey: .address)
        try container.encode(entry.change.action, forKey: .action)
        try container.encode(entry.change.subject.kind.rawValue, forKey: .subjectKind)
        try container.encode(entry.change.subject.id, forKey: .subjectID)
        try container.encode(entry.change.subject.name, forKey: .subjectName)
        try container.encode(entry.change.before, forKey: .before)
        try container.encode(entry.change.after, forKey: .after)
    }
}

/// A page of the audit log.
struct AuditListReply: Encodable, Sendable {
    private let items: [AuditReply]
    /// What to send as `before` for the next page; nil at the end.
    private let next: Int64?

    /// - Parameter found: one entry more than `size` where there is more.
    init(_ found: [AuditEntry], size: Int) {
        items = found.prefix(size).map(AuditReply.init)
        next = found.count > size ? found[size - 1].id : nil
    }

    enum CodingKeys: String, CodingKey { case items, next }

    func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(items, forKey: .items)
        try container.encode(next, forKey: .next)
    }
}
