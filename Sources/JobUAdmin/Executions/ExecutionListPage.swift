import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/jobs`, and its buttons for many.
struct ExecutionListPage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let size = 50

    func add(to router: Router<some RequestContext>) {
        router.get("jobs") { request, _ in try await list(request) }
        router.post("jobs/bulk") { request, _ in try await bulk(request) }
    }

    private func list(_ request: Request) async throws -> Response {
        let frame = PageFrame(request, title: "jobs")
        let texts = frame.texts
        let sent = Pairs(request.uri.query ?? "")
        // A filter that cannot be understood is told and left out; the list is still there.
        var query = QueryReader(
            request.uri, allowed: ExecutionFilter.queryNames.union(Page.queryNames).union(PageFrame.passing).union(["sort"]), isOfForm: true
        )
        var filter = ExecutionFilter(&query, zone: frame.zone)
        let isFiltered = filter != ExecutionFilter()
        filter.searchedMax = admin.configuration.searchedMax
        let sort = query.word("sort", as: ExecutionSort.self) ?? .newest
        let page = query.page(size: Self.size, accepting: filter.accepts)
        let executions = try await Pager.page(page) { [filter] in try await admin.store.executions(filter, sort: sort, page: $0) }
        let status = sent["status"] ?? ""
        let rows = ExecutionRows(executions: executions.items, texts: texts, now: admin.now, selectable: Principal.current.may(.operator))
        return try renderer.page(
            "jobs",
            [
                "q": sent["q"] ?? "", "handler_filter": sent["handler"] ?? "", "queue_filter": sent["queue"] ?? "",
                "cron_id": sent["cron_id"] ?? "", "from_date": filter.from.map(frame.zone.field) ?? "",
                "to_date": filter.to.map(frame.zone.field) ?? "",
                "sizes": ["20", "50", "100"].map { ["value": $0, "selected": $0 == String(page.size)] as View },
                "sorts": ExecutionSort.allCases.map { one in
                    ["value": one.rawValue, "label": texts["sort_\(one.rawValue)"], "selected": one == sort] as View
                },
                "filtered": isFiltered,
                "searched": executions.searchedUntil.map { texts.filled("searched_until", filter.searchedMax, $0) } ?? false,
                "statuses": [["value": "", "label": texts["all"], "selected": status.isEmpty] as View]
                    + ExecutionStatus.allCases.map { one in
                        let label = "\(one.rawValue) – \(texts["status_\(one.rawValue)"])"
                        return ["value": one.rawValue, "label": label, "selected": status == one.rawValue] as View
                    },
                "handlers": try await admin.liveHandlers().keys.sorted(),
                "has_problems": !query.problems.isEmpty, "problems": query.problems.map { $0.translated(frame.language).description },
                "has_executions": !executions.items.isEmpty, "table": rows.view, "back": frame.address,
                "pager": Pager.view(executions, page, frame: frame),
            ], frame: frame, status: query.problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func bulk(_ request: Request) async throws -> Response {
        let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
        let back = BackAddress(form, otherwise: "/jobs").path
        guard let action = form["action"].flatMap(ExecutionAction.init(rawValue:)) else {
            throw AdminError.badRequest("bad_action", "action must be one of retry, cancel, delete")
        }
        try AuthorizationMiddleware.demand(action.leastRole)
        let ids = form.values("ids").compactMap { Int64($0) }.prefix(1_000).map(ExecutionID.init(rawValue:))
        guard !ids.isEmpty else { return .redirect(back, notice: "bulk_none") }
        if let question = try renderer.question({ $0.filled("ask_\(action.rawValue)_jobs", ids.count) }, request, form, back: back) {
            return question
        }
        let reply = try await admin.perform(action, on: ids)
        return .redirect(back, notice: "bulk_done", [("done", reply.done.count), ("left", reply.skipped.count)])
    }
}
