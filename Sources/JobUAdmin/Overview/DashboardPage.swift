import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/`: what runs now, what comes next, what failed.
struct DashboardPage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let rows = 8
    /// Executions that the charts look at.
    private static let newest = 10_000

    func add(to router: Router<some RequestContext>) {
        router.get("/") { request, _ in try await show(request) }
    }

    private func show(_ request: Request) async throws -> Response {
        let frame = PageFrame(request, title: "dashboard")
        let texts = frame.texts
        let stats = try await admin.stats()
        let workers = try await admin.liveWorkers()
        let next = try await admin.store.soonestCronJobs(limit: Self.rows)
        let isDay = Pairs(request.uri.query ?? "")["range"] == "day"
        let now = admin.now
        let span = isDay ? TimeSlots(upTo: now, slotSeconds: 1_800, slots: 48) : TimeSlots(upTo: now, slotSeconds: 60, slots: 60)
        let activity = try await admin.store.activity(span, newest: Self.newest)
        return try renderer.page(
            "dashboard",
            [
                "no_crons": stats.crons.total == 0, "no_workers": workers.isEmpty && stats.crons.total > 0,
                "counts": ExecutionStatus.allCases.map { status in
                    [
                        "status": status.rawValue, "status_class": Show.statusClass(status),
                        "words": texts["status_\(status.rawValue)"], "count": Show.count(stats.counts[status.rawValue] ?? 0),
                    ] as View
                },
                "summary": texts.filled(
                    "summary", stats.crons.total, stats.crons.enabled, stats.workers.alive, stats.workers.capacity,
                    Show.percent(stats.successRate)),
                "running": try await rows([.running], texts), "failures": try await rows([.failed, .timeout], texts),
                "activity": ActivityCharts(activity: activity, zone: frame.zone, texts: texts, now: now).view,
                "ranges": [("hour", "range_hour", !isDay), ("day", "range_day", isDay)].map { value, key, isCurrent in
                    ["href": frame.address([("range", value)]), "label": texts[key], "current": isCurrent] as View
                },
                "has_next": !next.isEmpty,
                "next_runs": next.map { cron in
                    Show.time(cron.nextRunAt).merging(["name": cron.definition.name, "href": "/crons/\(cron.id)"]) { own, _ in own }
                },
                "has_workers": !workers.isEmpty,
                "workers": workers.map { worker in
                    [
                        "host": worker.registration.host, "pid": String(worker.registration.pid),
                        "load": "\(worker.running)/\(worker.registration.capacity)",
                    ] as View
                },
            ], frame: frame)
    }

    private func rows(_ statuses: [ExecutionStatus], _ texts: Texts) async throws -> Any {
        var filter = ExecutionFilter()
        filter.statuses = statuses
        let executions = try await admin.store.executions(filter, page: Page(size: Self.rows)).items
        return ExecutionRows(executions: executions, texts: texts, now: admin.now).view
    }
}
