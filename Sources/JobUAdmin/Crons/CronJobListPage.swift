import Hummingbird
import HummingbirdCore
import JobUCron
import JobUModel
import JobUStore

/// `/crons`.
struct CronJobListPage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let size = 50

    func add(to router: Router<some RequestContext>) {
        router.get("crons") { request, _ in try await list(request) }
        router.post("crons/bulk") { request, _ in try await bulk(request) }
    }

    private func list(_ request: Request) async throws -> Response {
        let frame = PageFrame(request, title: "crons")
        let query = Pairs(request.uri.query ?? "")
        let search = query["q"]?.trimmingWhitespace ?? ""
        let tag = query["tag"]?.trimmingWhitespace ?? ""
        let state = query["is_enabled"] ?? ""
        var reader = QueryReader(request.uri, allowed: Set(query.items.map(\.name)), isOfForm: true)
        let filter = CronJobFilter(
            isEnabled: state == "true" ? true : state == "false" ? false : nil, search: search.isEmpty ? nil : search,
            tag: tag.isEmpty ? nil : tag)
        // A place that cannot be understood is the beginning.
        let sort = query["sort"].flatMap(CronJobSort.init(rawValue:)) ?? .name
        let page = reader.page(size: Self.size, accepting: sort.accepts)
        let crons = try await Pager.page(page) { try await admin.store.cronJobs(filter, sort: sort, page: $0) }
        let handlers = try await admin.liveHandlers()
        let marks = try await admin.store.latestExecutions(of: crons.items.map(\.id), limit: Sparkline.count)
        let texts = frame.texts
        return try renderer.page(
            "crons",
            [
                "back": frame.address, "q": search, "tag": tag, "filtered": filter != CronJobFilter(), "has_crons": !crons.items.isEmpty,
                "states": [("", "all"), ("true", "enabled"), ("false", "disabled")].map { value, key in
                    ["value": value, "label": texts[key], "selected": state == value] as View
                },
                "sorts": CronJobSort.allCases.map { one in
                    ["value": one.rawValue, "label": texts["sort_\(one.rawValue)"], "selected": one == sort] as View
                },
                "heads": CronJobHead.all(sort, frame),
                "crons": crons.items.map { row($0, marks[$0.id] ?? [], frame, isKnown: handlers[$0.definition.handlerName] != nil) },
                "pager": Pager.view(crons, page, frame: frame),
            ], frame: frame)
    }

    private func row(_ cron: CronJob, _ marks: [ExecutionMark], _ frame: PageFrame, isKnown: Bool) -> View {
        let definition = cron.definition
        let isEnabled = definition.isEnabled
        return [
            "id": cron.id.description, "href": "/crons/\(cron.id)", "name": definition.name,
            "description": definition.description, "expression": definition.cronExpression,
            "words": (cron.unusable == nil ? cron.problems.first?.description : nil) ?? words(of: definition, frame.language),
            "handler": definition.handlerName,
            "handler_unknown": !isKnown,
            "next": Show.time(cron.nextRunAt), "last": Show.time(cron.lastRunAt), "enabled": isEnabled,
            "spark": Sparkline(marks: marks, texts: frame.texts, now: admin.now).view, "checked": isEnabled ? "true" : "false",
            "toggle_label": frame.texts.filled(isEnabled ? "disable_named" : "enable_named", definition.name),
            "pause_reason": definition.pauseReason ?? false,
            "broken": ScheduleFault(of: cron, now: admin.now)?.text(in: frame.language.cron) ?? false,
            "tags": definition.tags.map { ["label": $0, "escaped": PageFrame.escaped($0)] as View },
        ]
    }

    private enum BulkAction: String {
        case enable, disable, run, delete

        var leastRole: AccountRole { self == .delete ? .admin : .operator }
    }

    /// Each cron by itself: one that cannot be touched does not stop the others.
    private func bulk(_ request: Request) async throws -> Response {
        let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
        let back = BackAddress(form, otherwise: "/crons").path
        guard let action = form["action"].flatMap(BulkAction.init(rawValue:)) else {
            throw AdminError.badRequest("bad_action", "action must be one of enable, disable, run, delete")
        }
        try AuthorizationMiddleware.demand(action.leastRole)
        let ids = form.values("ids").compactMap { Int64($0) }.prefix(1_000).map(CronJobID.init(rawValue:))
        guard !ids.isEmpty else { return .redirect(back, notice: "bulk_none") }
        if let question = try renderer.question({ $0.filled("ask_\(action.rawValue)_crons", ids.count) }, request, form, back: back) {
            return question
        }
        var done = 0
        for id in ids where try await perform(action, on: id) { done += 1 }
        return .redirect(back, notice: "crons_done", [("done", done), ("left", ids.count - done)])
    }

    private func perform(_ action: BulkAction, on id: CronJobID) async throws -> Bool {
        do {
            switch action {
            case .enable, .disable: _ = try await admin.editor.setEnabled(id, action == .enable)
            case .run: _ = try await admin.editor.runNow(id, trigger: .manual)
            case .delete: return try await admin.store.deleteCronJob(id) == .deleted
            }
            return true
        } catch JobStoreError.notFound {
            return false
        }
    }

    /// The expression in words and its zone, where that is not UTC.
    private func words(of definition: CronJobDefinition, _ language: Language) -> String {
        let zone = definition.timeZone == "UTC" ? "" : definition.timeZone
        do {
            let words = try CronJobSchedule(definition).expression.words(in: language.cron)
            return [words, zone].filter { !$0.isEmpty }.joined(separator: " · ")
        } catch {
            return zone  // What is wrong stands beside it.
        }
    }
}
