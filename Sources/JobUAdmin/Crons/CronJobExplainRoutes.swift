import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/crons/{id}/explain`: why a cron did, or did not, run at one instant, or at each of a window of time.
struct CronJobExplainRoutes {
    let admin: AdminContext

    func add(to group: RouterGroup<some RequestContext>) {
        group.get(":id/explain") { request, context in
            let id = try context.cronJobID()
            // Without an instant the question is about a window.
            return QueryReader(request.uri, allowed: Self.names).has("at")
                ? try await one(request, id).response()
                : try await window(request, id).response()
        }
    }

    private static let names: Set = ["at", "from", "to", "limit"]

    private func one(_ request: Request, _ id: CronJobID) async throws -> JSONReply<ExplainReply> {
        var query = QueryReader(request.uri, allowed: Self.names)
        let instant = query.timestamp("at")
        for name in ["from", "to", "limit"] where query.has(name) { query.refuse(name, "cannot be combined with at") }
        try query.finish()
        guard let instant, let cron = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        let facts = try await admin.store.facts(of: cron, at: instant, now: admin.now)
        return JSONReply(ExplainReply(facts, InstantExplanation(facts)))
    }

    private func window(_ request: Request, _ id: CronJobID) async throws -> JSONReply<ExplainListReply> {
        var query = QueryReader(request.uri, allowed: Self.names)
        let now = admin.now
        let window = ExplainWindow(&query, now: now)
        try query.finish()
        guard let cron = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        let schedule = try CronJobSchedule(readable: cron.definition)
        let executions = try await admin.store.executions(of: id, from: window.from, to: window.to, limit: window.limit + 1)
        let part = window.part(of: schedule, executions: executions.map(\.scheduledTime))
        let facts = try await admin.store.facts(of: cron, at: part.instants, executions: executions, now: now)
        let items = facts.map { ExplainReply($0, InstantExplanation($0, schedule: schedule)) }
        return JSONReply(ExplainListReply(items: items, next: part.next))
    }
}

/// A window of time, from an instant to before another, and how much of it is told at once.
struct ExplainWindow: Equatable {
    static let lengthMax = Duration.seconds(366 * 86_400)
    static let limitMax = 1_000
    private static let day = Duration.seconds(86_400)
    private static let twoDays = Duration.seconds(2 * 86_400)

    var from: Timestamp
    var to: Timestamp
    var limit: Int

    init(from: Timestamp, to: Timestamp, limit: Int) {
        self.from = from
        self.to = to
        self.limit = limit
    }

    /// The last day and the next where the query says nothing; two days where it gives one end.
    init(_ query: inout QueryReader, now: Timestamp) {
        let (from, to) = (query.timestamp("from"), query.timestamp("to"))
        let (dayAgo, dayAhead): (Timestamp, Timestamp) = (now - Self.day, now + Self.day)
        self.from = from ?? to.map { $0 - Self.twoDays } ?? dayAgo
        self.to = to ?? from.map { $0 + Self.twoDays } ?? dayAhead
        limit = query.int("limit", in: 1...Self.limitMax) ?? 200
        if self.to <= self.from {
            query.refuse("to", "must be later than from")
        } else if (self.to - self.from) as Duration > Self.lengthMax {
            query.refuse("to", "must be at most 366 days after from")
        } else if !self.from.isOfFourDigits || !self.to.isOfFourDigits {
            query.refuse(to == nil ? "from" : "to", "is too near the limits of the years 0000 to 9999; send both from and to")
        }
    }

    /// The latest instants, of the schedule and of runs beside it, and where the part before them ends.
    /// - Parameter runs: the latest of the window, one more than `limit` where there are as many.
    func part(of schedule: CronJobSchedule, executions: [Timestamp]) -> (instants: [Timestamp], next: Timestamp?) {
        var due: [Timestamp] = []
        var bound = to
        while due.count <= limit, let instant = schedule.previous(before: bound), instant >= from {
            due.append(instant)
            bound = instant
        }
        // Both hold one more than is told, so that the latest of them together are the latest of all.
        let all = Set(due).union(executions).sorted(by: >)
        let told = Array(all.prefix(limit))
        return (told, all.count > limit ? told.last : nil)
    }
}
