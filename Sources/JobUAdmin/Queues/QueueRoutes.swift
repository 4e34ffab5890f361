import Foundation
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/queues`: what queues may do in the whole cluster.
struct QueueRoutes {
    let admin: AdminContext

    func add(to group: RouterGroup<some RequestContext>) {
        group.get { request, _ in
            try QueryReader(request.uri, allowed: []).finish()
            return JSONReply(ItemsReply(try await admin.store.queueLimits().map(QueueReply.init)))
        }
        .put(":name") { request, context in
            let limit = try await limit(request, name: try Self.name(context))
            try await admin.store.setQueueLimit(limit, now: admin.now)
            return JSONReply(QueueReply(limit))
        }
        .delete(":name") { _, context -> Response in
            guard try await admin.store.removeQueueLimit(try Self.name(context)) else { throw AdminError.notFound("queue with limits") }
            return Response(status: .noContent)
        }
    }

    private static func name(_ context: some RequestContext) throws -> String {
        let name = try context.parameters.require("name").removingPercentEncoding ?? ""
        guard let problem = QueueLimit(name: name).problems.first else { return name }
        throw AdminError.invalid([InputProblem(.path, "name", problem.message, type: "value_error")])
    }

    private func limit(_ request: Request, name: String) async throws -> QueueLimit {
        var body = BodyReader(
            try await request.json(upTo: admin.configuration.bodyBytesMax),
            allowed: ["max_concurrency", "rate_limit", "rate_period_seconds", "is_paused", "pause_reason"])
        var limit = QueueLimit(name: name)
        limit.maxConcurrency = body.isNull("max_concurrency") ? nil : body.int("max_concurrency")
        limit.rateLimit = body.isNull("rate_limit") ? nil : body.int("rate_limit")
        limit.ratePeriodSeconds = body.int("rate_period_seconds") ?? limit.ratePeriodSeconds
        limit.pauseReason = body.isNull("pause_reason") ? nil : body.string("pause_reason")
        if body.bool("is_paused") ?? false { limit.pausedAt = admin.now }
        for problem in limit.problems { body.refuse(problem.field, problem.message) }
        try body.finish()
        return limit
    }
}
