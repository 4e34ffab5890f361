import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/audit`: who changed what.
struct AuditPage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let size = 50

    func add(to router: Router<AdminRequestContext>) {
        router.get("audit") { request, _ in try await show(request) }
    }

    private func show(_ request: Request) async throws -> Response {
        let frame = PageFrame(request, title: "audit")
        let sent = Pairs(request.uri.query ?? "")
        // A filter that cannot be understood is told and left out; the list is still there.
        var query = QueryReader(request.uri, allowed: AuditFilter.queryNames.union(PageFrame.passing).union(["before"]), isOfForm: true)
        let filter = AuditFilter(&query, zone: frame.zone)
        let before = query.int64("before")
        let found = try await admin.store.auditEntries(filter, before: before, limit: Self.size + 1)
        let shown = found.prefix(Self.size)
        let kinds: [View] = AuditSubject.Kind.allCases.map { kind in
            ["value": kind.rawValue, "label": frame.texts["kind_\(kind.rawValue)"], "selected": filter.subjectKind == kind]
        }
        let any: View = ["value": "", "label": frame.texts["all"], "selected": filter.subjectKind == nil]
        let last = found.count > Self.size ? shown.last?.id : nil
        let kept = sent.items.filter { AuditFilter.queryNames.contains($0.name) && !$0.value.isEmpty }
        return try renderer.page(
            "audit",
            [
                "actor": sent["actor"] ?? "", "action": sent["action"] ?? "", "subject_id": sent["subject_id"] ?? "",
                "from_date": filter.from.map(frame.zone.field) ?? "", "to_date": filter.to.map(frame.zone.field) ?? "",
                "kinds": [any] + kinds,
                "filtered": filter != AuditFilter(), "has_problems": !query.problems.isEmpty,
                "problems": query.problems.map { $0.translated(frame.language).description },
                "has_entries": !shown.isEmpty, "entries": shown.map { row($0, frame.texts) },
                "newest": before == nil ? false : PageFrame.address("/audit", kept),
                "older": last.map { PageFrame.address("/audit", kept + [("before", String($0))]) } ?? false,
            ], frame: frame, status: query.problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func row(_ entry: AuditEntry, _ texts: Texts) -> View {
        let change = entry.change
        func text(_ value: JSONValue?) -> String {
            switch value {
            case nil: ""
            case .string(let text): Show.clipped(text, to: 300)
            case .some(let value): Show.clipped(Self.json(value), to: 300)
            }
        }
        let names = Set((change.before ?? [:]).keys).union((change.after ?? [:]).keys).sorted()
        return [
            "time": Show.time(entry.time), "actor": entry.actor, "actor_kind": texts["actor_\(entry.actorKind.rawValue)"],
            "actor_href": PageFrame.address("/audit", [("actor", entry.actor)]), "address": entry.address ?? "", "action": change.action,
            "subject": texts["kind_\(change.subject.kind.rawValue)"] + " " + change.subject.name,
            "subject_href": PageFrame.address(
                "/audit", [("subject_kind", change.subject.kind.rawValue), ("subject_id", change.subject.id)]),
            "has_changes": !names.isEmpty,
            "changes": names.map { ["name": $0, "before": text(change.before?[$0]), "after": text(change.after?[$0])] as View },
        ]
    }

    private static func json(_ value: JSONValue) -> String {
        do { return try JSONText.encode(value) } catch { return String(describing: value) }
    }
}

extension AuditFilter {
    static let queryNames: Set<String> = ["actor", "action", "subject_kind", "subject_id", "from_date", "to_date"]

    /// The filter of a query; the same names in the API and in a page's address.
    /// - Parameter zone: whose clock a time without an offset is read on, as a page's own fields send it; nil refuses those.
    init(_ query: inout QueryReader, zone: PageZone? = nil) {
        self.init()
        actor = query.text("actor")
        action = query.text("action")
        subjectKind = query.word("subject_kind", as: AuditSubject.Kind.self)
        subjectID = query.text("subject_id")
        from = query.timestamp("from_date", zone: zone)
        to = query.timestamp("to_date", zone: zone)
    }
}
