import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/queues`: what waits and runs in each queue, its limits, and the buttons that change them.
struct QueuePage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let queuesMax = 200

    func add(to router: Router<some RequestContext>) {
        router.get("queues") { request, _ in try await show(request, PageFrame(request, title: "queues")) }
        router.post("queues") { request, _ in try await save(request) }
        router.post("queues/pause") { request, _ in
            try await change(request, notice: "queue_paused") { limit, form in
                limit.pausedAt = admin.now
                limit.pauseReason = form["pause_reason"].flatMap { $0.isBlank ? nil : $0 }
            }
        }
        router.post("queues/resume") { request, _ in
            try await change(request, notice: "queue_resumed") { limit, _ in
                limit.pausedAt = nil
                limit.pauseReason = nil
            }
        }
        router.post("queues/lift") { request, _ in
            let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
            if let question = try renderer.question({ $0.filled("ask_remove_limits", form["name"] ?? "") }, request, form, back: "/queues")
            {
                return question
            }
            guard try await admin.store.removeQueueLimit(form["name"] ?? "") else { throw AdminError.notFound("queue") }
            return .redirect("/queues", notice: "limits_removed")
        }
    }

    private func show(_ request: Request, _ frame: PageFrame, _ problems: [ValidationProblem] = []) async throws -> Response {
        let limits = try await admin.store.queueLimits()
        let loads = try await admin.store.queueLoads(limit: Self.queuesMax)
        let names = Set(limits.map(\.name)).union(loads.map(\.name)).sorted()
        let rows = names.map { name in
            row(loads.first { $0.name == name } ?? QueueLoad(name: name), limits.first { $0.name == name }, frame.texts)
        }
        return try renderer.page(
            "queues",
            [
                "has_queues": !rows.isEmpty, "queues": rows, "has_problems": !problems.isEmpty,
                "problems": problems.map { InputProblem($0).translated(frame.language) }.map {
                    ["label": frame.texts[$0.field], "message": $0.message] as View
                },
            ], frame: frame, status: problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func row(_ load: QueueLoad, _ limit: QueueLimit?, _ texts: Texts) -> View {
        let isPaused = limit?.pausedAt != nil
        return [
            "name": load.name, "escaped": PageFrame.escaped(load.name), "waiting": Show.count(load.waiting),
            "running": String(load.running),
            "next": Show.time(load.nextRunAt), "paused": isPaused, "pause_reason": limit?.pauseReason ?? false,
            "state": texts[isPaused ? "paused" : "active"], "state_class": isPaused ? "s-waiting" : "s-success", "has_limits": limit != nil,
            "concurrency": limit?.maxConcurrency.map(String.init) ?? texts["no_limit"],
            "rate": limit.flatMap { limit in limit.rateLimit.map { texts.filled("rate_of", $0, limit.ratePeriodSeconds) } }
                ?? texts["no_limit"],
            "max_concurrency_value": limit?.maxConcurrency.map(String.init) ?? "",
            "rate_limit_value": limit?.rateLimit.map(String.init) ?? "",
            "period_value": String(limit?.ratePeriodSeconds ?? 60),
        ]
    }

    private func change(
        _ request: Request, notice: String, _ body: (inout QueueLimit, Pairs) -> Void
    ) async throws -> Response {
        let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
        let name = form["name"] ?? ""
        var limit = try await admin.store.queueLimits().first { $0.name == name } ?? QueueLimit(name: name)
        body(&limit, form)
        guard limit.problems.isEmpty else { return try await show(request, PageFrame(request, title: "queues"), limit.problems) }
        try await admin.store.setQueueLimit(limit, now: admin.now)
        return .redirect("/queues", notice: notice)
    }

    private func save(_ request: Request) async throws -> Response {
        var problems: [ValidationProblem] = []
        let form = try await request.form(upTo: admin.configuration.bodyBytesMax)
        func number(_ field: String) -> Int? {
            let text = (form[field] ?? "").trimmingWhitespace
            guard !text.isEmpty else { return nil }
            if let number = Int(text) { return number }
            problems.append(ValidationProblem(field: field, message: "must be a whole number"))
            return nil
        }
        let name = (form["name"] ?? "").trimmingWhitespace
        var limit = try await admin.store.queueLimits().first { $0.name == name } ?? QueueLimit(name: name)
        limit.maxConcurrency = number("max_concurrency")
        limit.rateLimit = number("rate_limit")
        limit.ratePeriodSeconds = number("rate_period_seconds") ?? 60
        problems += limit.problems
        guard problems.isEmpty else { return try await show(request, PageFrame(request, title: "queues"), problems) }
        try await admin.store.setQueueLimit(limit, now: admin.now)
        return .redirect("/queues", notice: "queue_saved")
    }
}
