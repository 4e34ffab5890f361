import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/handlers`, `/api/workers`, `/api/stats`, `/health` and `/ready`.
struct SystemRoutes {
    let admin: AdminContext

    func add(to router: Router<some RequestContext>) {
        router.get("api/handlers") { request, _ in
            try refuseQuery(request)
            let handlers = try await admin.liveHandlers().sorted { $0.key < $1.key }
            return JSONReply(ItemsReply(handlers.map { HandlerReply(name: $0.key, workers: $0.value) }))
        }
        router.get("api/workers") { request, _ in
            try refuseQuery(request)
            let now = admin.now
            return JSONReply(ItemsReply(try await admin.store.workers().map { WorkerReply($0, now: now) }))
        }
        router.get("api/stats") { request, _ in
            try refuseQuery(request)
            return JSONReply(try await admin.stats())
        }
        router.get("health") { _, _ in
            JSONReply(HealthReply(status: "healthy", version: admin.configuration.version, time: admin.now))
        }
        router.get("ready") { _, _ in
            let fault = await admin.storeFault()
            return JSONReply(
                ReadyReply(status: fault?.rawValue ?? "ready", reason: fault?.words), status: fault == nil ? .ok : .serviceUnavailable)
        }
    }

    private func refuseQuery(_ request: Request) throws {
        try QueryReader(request.uri, allowed: []).finish()
    }
}

extension AdminContext {
    func stats() async throws -> StatsReply {
        let one = Page(size: 1)
        let total = try await store.cronJobs(CronJobFilter(), page: one).total
        let enabled = try await store.cronJobs(CronJobFilter(isEnabled: true), page: one).total
        return StatsReply(
            counts: try await store.countsByStatus(), newest: try await store.countsByStatus(newest: StatsReply.newestCount),
            workers: try await liveWorkers(),
            crons: StatsReply.Crons(total: total, enabled: enabled))
    }
}

struct HealthReply: Encodable, Sendable {
    var status: String
    var version: String
    var time: Timestamp
}

struct ReadyReply: Encodable, Sendable {
    var status: String
    /// What is wrong, and what to do; left out while it is ready.
    var reason: String?
}
