import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/crons/{id}/…`: what one does with a cron besides editing it, and `/api/crons/preview`.
struct CronJobActionRoutes {
    let admin: AdminContext

    private static let instantsMax = 100

    func add(to group: RouterGroup<some RequestContext>) {
        group.post("preview") { request, _ in try await preview(request) }
            .post(":id/toggle") { request, context in try await toggle(request, context.cronJobID()) }
            .post(":id/pause") { request, context in try await pause(request, context.cronJobID()) }
            .post(":id/resume") { request, context in try await resume(request, context.cronJobID()) }
            .post(":id/run") { request, context in try await run(request, context.cronJobID()) }
            .get(":id/next") { request, context in try await next(request, context.cronJobID()) }
    }

    private func toggle(_ request: Request, _ id: CronJobID) async throws -> JSONReply<CronJobReply> {
        try await body(request, allowed: []).finish()
        // The definition decides inside the change, so that two toggles at once are two toggles.
        let cron = try await admin.editor.update(id) { definition in
            definition.isEnabled.toggle()
            definition.pauseReason = nil
        }
        return try await admin.reply(cron)
    }

    private func pause(_ request: Request, _ id: CronJobID) async throws -> JSONReply<CronJobReply> {
        var body = try await body(request, allowed: ["reason"])
        let reason = body.isNull("reason") ? nil : body.string("reason")
        if let reason, reason.length > 500 { body.refuse("reason", "must have at most 500 characters") }
        try body.finish()
        return try await admin.reply(try await admin.editor.setEnabled(id, false, reason: reason))
    }

    private func resume(_ request: Request, _ id: CronJobID) async throws -> JSONReply<CronJobReply> {
        try await body(request, allowed: []).finish()
        return try await admin.reply(try await admin.editor.setEnabled(id, true))
    }

    private func run(_ request: Request, _ id: CronJobID) async throws -> JSONReply<ExecutionReply> {
        var body = try await body(request, allowed: ["handler_params"])
        let params = body.isNull("handler_params") ? nil : try body.objectText("handler_params")
        try body.finish()
        let execution = try await admin.editor.runNow(id, params: params, trigger: .api) { cron in
            if params != nil { try await admin.demandParams(of: cron.definition.handlerName) }
        }
        let warnings = try await admin.warnings(handler: execution.handlerName)
        return JSONReply(
            ExecutionReply(execution, warnings: warnings), status: .accepted, headers: [.location: "/api/jobs/\(execution.id)"])
    }

    private func next(_ request: Request, _ id: CronJobID) async throws -> JSONReply<NextReply> {
        var query = QueryReader(request.uri, allowed: ["count"])
        let count = query.int("count", in: 1...Self.instantsMax) ?? 5
        try query.finish()
        guard let cron = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        let schedule = try CronJobSchedule(readable: cron.definition)
        return JSONReply(NextReply(next: schedule.next(count, after: admin.now), timeZone: cron.definition.timeZone))
    }

    private func preview(_ request: Request) async throws -> JSONReply<PreviewReply> {
        var body = try await body(
            request, allowed: ["cron_expression", "time_zone", "day_match", "start_at", "end_at", "count"])
        body.require("cron_expression")
        var definition = CronJobDefinition(name: "", cronExpression: body.string("cron_expression") ?? "", handlerName: "")
        definition.timeZone = body.string("time_zone") ?? definition.timeZone
        definition.dayMatch = body.word("day_match", as: DayMatchWord.self)?.rawValue ?? definition.dayMatch
        definition.startAt = body.isNull("start_at") ? nil : body.timestamp("start_at")
        definition.endAt = body.isNull("end_at") ? nil : body.timestamp("end_at")
        let count = body.int("count") ?? 5
        if !(1...Self.instantsMax).contains(count) { body.refuse("count", "must be 1 to \(Self.instantsMax)") }
        try body.finish()
        let preview = try CronPreview(definition, count: count, after: admin.now, language: Language(of: request))
        return JSONReply(
            PreviewReply(
                words: preview.words, next: preview.next, notes: preview.notes, timeZone: definition.timeZone))
    }

    private func body(_ request: Request, allowed: Set<String>) async throws -> BodyReader {
        BodyReader(try await request.json(upTo: admin.configuration.bodyBytesMax), allowed: allowed)
    }
}

/// The words for `day_match`.
private enum DayMatchWord: String, CaseIterable { case vixie, or, and }

/// The next instants of a cron.
struct NextReply: Encodable, Sendable {
    var next: [Timestamp]
    var timeZone: String

    enum CodingKeys: String, CodingKey {
        case next
        case timeZone = "time_zone"
    }
}

/// An expression in words, with its next instants.
struct PreviewReply: Encodable, Sendable {
    var words: String
    var next: [Timestamp]
    var notes: [String]
    var timeZone: String

    enum CodingKeys: String, CodingKey {
        case words, next, notes
        case timeZone = "time_zone"
    }
}
