import Hummingbird
import HummingbirdCore
import JobUCron
import JobUModel
import JobUStore

/// `/crons/{id}`: when a cron runs, what its runs did, and why each instant did, or did not, run.
struct CronJobPage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let executionsShown = 10
    private static let marksShown = 50

    func add(to router: Router<some RequestContext>) {
        router.get("crons/:id") { request, context in try await show(request, context.cronJobID()) }
    }

    private func show(_ request: Request, _ id: CronJobID) async throws -> Response {
        guard let cron = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        let frame = PageFrame(request, title: "crons")
        let texts = frame.texts
        let now = admin.now
        // A place that cannot be understood is told and left out; the page is still there.
        var query = QueryReader(request.uri, allowed: PageFrame.passing.union(["at"]), isOfForm: true)
        let anchor = query.timestamp("at")
        let handlers = try await admin.liveHandlers()
        let marks = try await admin.store.latestExecutions(of: [id], limit: Self.marksShown)[id] ?? []
        var filter = ExecutionFilter()
        filter.cronJobID = id
        let executions = try await admin.store.executions(filter, page: Page(size: Self.executionsShown)).items
        var view = try await schedule(of: cron, anchor, frame)
        view.merge(facts(of: cron, frame)) { own, _ in own }
        view.merge([
            "title": cron.definition.name, "id": id.description, "href": "/crons/\(id)",
            "warnings": warnings(about: cron, handlers, texts),
            "problems": query.problems.map { $0.translated(frame.language).description },
            "params": Show.json(cron.definition.handlerParams),
            "spark": Sparkline(marks: marks.suffix(Sparkline.count), texts: texts, now: now).view,
            "success": Self.success(marks, texts), "runs": ExecutionRows(executions: executions, texts: texts, now: now).view,
        ]) { own, _ in own }
        return try renderer.page("cron", view, frame: frame, status: query.problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func warnings(about cron: CronJob, _ handlers: [String: Int], _ texts: Texts) -> [String] {
        let problems = cron.problems.map { texts.filled("warning_column", $0) }
        let name = cron.definition.handlerName
        guard handlers[name] == nil else { return problems }
        return problems + [handlers.isEmpty ? texts["warning_no_workers"] : texts.filled("warning_handler", name)]
    }

    /// What depends on the expression; a row that was edited by hand, or a zone that has left the system, has none of it.
    private func schedule(of cron: CronJob, _ anchor: Timestamp?, _ frame: PageFrame) async throws -> View {
        let now = admin.now
        let broken = ScheduleFault(of: cron, now: now)?.text(in: frame.language.cron)
        guard let schedule = CronJobSchedule.reading(cron.definition) else {
            return ["schedule": false, "broken": broken ?? false, "words": "", "next": [View]()]
        }
        let span = TimelineStrip.span(at: now)
        var budget = Self.instantsMax
        let strip = TimelineStrip(
            span: span, counts: try await admin.store.executionCounts(of: cron.id, span),
            planned: cron.definition.isEnabled
                ? schedule.counts(in: span, after: now, budget: &budget) : Array(repeating: 0, count: span.slots),
            now: now, zone: frame.zone, texts: frame.texts, path: "/crons/\(cron.id)")
        let timeline = CronTimeline(cron: cron, schedule: schedule, now: now, anchor: anchor)
        let rows = try await timeline.rows(in: admin.store)
        return [
            "broken": broken ?? false, "words": schedule.expression.words(in: frame.language.cron),
            "next": cron.definition.isEnabled ? schedule.next(5, after: now).map { Show.time($0) } : [View](),
            "schedule": [
                "strip": strip.view, "instants": InstantRows(rows: rows, frame: frame, now: now).view,
                "earlier": timeline.earlier.map { "/crons/\(cron.id)?at=\(PageFrame.escaped($0.description))#instants" } ?? false,
                "later": timeline.later.map { "/crons/\(cron.id)?at=\(PageFrame.escaped($0.description))#instants" } ?? false,
            ] as View,
        ]
    }

    /// More than a cron of every second has in a day and an hour.
    private static let instantsMax = 100_000

    private func facts(of cron: CronJob, _ frame: PageFrame) -> View {
        let definition = cron.definition
        let texts = frame.texts
        func fact(_ key: String, _ value: String?) -> View? {
            value.flatMap { $0.isEmpty ? nil : ["label": texts[key], "text": $0, "is_time": false, "when": false] }
        }
        func time(_ key: String, _ value: Timestamp?) -> View? {
            value.map { Show.time($0).merging(["label": texts[key], "text": "", "is_time": true]) { own, _ in own } }
        }
        return [
            "expression": definition.cronExpression, "description": definition.description.isEmpty ? false : definition.description,
            "cron_zone": definition.timeZone, "enabled": definition.isEnabled, "pause_reason": definition.pauseReason ?? false,
            "toggle_label": texts[definition.isEnabled ? "disable" : "enable"],
            "tags": definition.tags.map { ["label": $0, "escaped": PageFrame.escaped($0)] as View },
            "facts": [
                fact("handler_name", definition.handlerName), fact("queue", definition.options.queue),
                fact("priority_short", String(definition.options.priority)),
                fact("overlap", texts["overlap_\(definition.overlapPolicy.rawValue)"]),
                fact("misfire_policy", texts["misfire_\(definition.misfirePolicy.rawValue)"]),
                fact("max_retry", String(definition.options.maxRetry)), fact("timeout_seconds", String(definition.options.timeoutSeconds)),
                fact("concurrency", definition.maxConcurrency.map(String.init)),
                time("start_at", definition.startAt), time("end_at", definition.endAt), time("last_run", cron.lastRunAt),
                time("updated_at", cron.updatedAt),
            ].compactMap { $0 },
        ]
    }

    /// The share that succeeded, of those that ran and ended.
    private static func success(_ marks: [ExecutionMark], _ texts: Texts) -> Any {
        let ended = marks.filter { $0.status == .success || $0.status.isFailure }
        guard !ended.isEmpty else { return false }
        let succeeded = ended.count { $0.status == .success }
        return texts.filled("success_of", Show.percent(Double(succeeded) / Double(ended.count)), ended.count)
    }
}

extension CronJobSchedule {
    /// A definition's schedule; nil where this process cannot read it.
    static func reading(_ definition: CronJobDefinition) -> CronJobSchedule? {
        do { return try CronJobSchedule(definition) } catch {
            return nil  // `ScheduleFault` tells of it.
        }
    }
}
