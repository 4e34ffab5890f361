import JobUDatabase
package import JobUModel

extension SQLJobStore {
    /// The longest texts the columns take. Longer ones are cut, because an entry must not fail the change.
    private static let nameLengthMax = 200

    /// Records a change in the audit log, in the transaction that makes it, if the task has an actor.
    func audit(_ tx: Transaction, _ change: @autoclosure () throws -> AuditChange) async throws {
        guard let actor = AuditActor.current else { return }
        let change = try change()
        func cut(_ text: String) -> String { String(String.UnicodeScalarView(text.unicodeScalars.prefix(Self.nameLengthMax))) }
        try await tx.execute(
            """
            INSERT INTO audit_log (
                time, actor_kind, actor, address, action, subject_kind, subject_id, subject_name, before_json, after_json)
            VALUES (\(actor.wall.now()), \(actor.kind.rawValue), \(cut(actor.name)), \(actor.address), \(change.action),
                \(change.subject.kind.rawValue), \(cut(change.subject.id)), \(cut(change.subject.name)),
                \(try change.before.map { try JSONText.encode($0) }), \(try change.after.map { try JSONText.encode($0) }))
            """)
    }

    package func recordAudit(_ change: AuditChange) async throws {
        try await write(notifying: nil) { tx in try await audit(tx, change) }
    }

    package func auditEntries(_ filter: AuditFilter, before: Int64?, limit: Int) async throws -> [AuditEntry] {
        var parts: [SQLQuery] = ["1 = 1"]
        if let before { parts.append("id < \(before)") }
        if let actor = filter.actor { parts.append("actor = \(actor)") }
        if let action = filter.action {
            parts.append(
                action.contains(".") ? "action = \(action)" : "action LIKE \(SQLQuery.likePattern(startingWith: action + ".")) ESCAPE '!'")
        }
        if let kind = filter.subjectKind { parts.append("subject_kind = \(kind.rawValue)") }
        if let id = filter.subjectID { parts.append("subject_id = \(id)") }
        if let from = filter.from { parts.append("time >= \(from)") }
        if let to = filter.to { parts.append("time < \(to)") }
        return try await fetch(
            """
            SELECT id, time, actor_kind, actor, address, action, subject_kind, subject_id, subject_name, before_json, after_json
            FROM audit_log WHERE \(SQLQuery.join(parts, separator: " AND ") ?? "") ORDER BY id DESC LIMIT \(limit)
            """
        ).map(AuditEntry.init(row:))
    }

    package func pruneAudit(before cutoff: Timestamp, limit: Int) async throws -> Int {
        // Numbers grow with time: behind an entry that is too young there are only younger ones.
        let oldest = try await fetch("SELECT id, time FROM audit_log ORDER BY id LIMIT \(limit)")
        let ids = try oldest.filter { try $0.timestamp("time") < cutoff }.map { try $0.int64("id") }
        guard let last = ids.max() else { return 0 }
        return try await write(notifying: nil) { tx in
            try await tx.execute("DELETE FROM audit_log WHERE id <= \(last) AND time < \(cutoff)")
        }
    }
}

extension AuditEntry {
    fileprivate init(row: ResultRow) throws {
        var reader = ColumnReader(row)
        id = try row.int64("id")
        time = try row.timestamp("time")
        actorKind = try reader.word("actor_kind", or: .local)
        actor = try reader.text("actor")
        address = try reader.textIfPresent("address")
        change = AuditChange(
            try reader.text("action"),
            AuditSubject(try reader.word("subject_kind", or: .job), try reader.text("subject_id"), try reader.text("subject_name")),
            before: try reader.jsonIfPresent("before_json", "an object as JSON"),
            after: try reader.jsonIfPresent("after_json", "an object as JSON"))
        // An unreadable column is marked as such instead of being replaced in silence.
        if !reader.problems.isEmpty {
            change.after = change.after ?? [:]
            for problem in reader.problems { change.after?[problem.column] = .string("unreadable: \(problem)") }
        }
    }
}
