import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/jobs`: list, enqueue, read, delete, and what belongs to one run.
struct ExecutionRoutes {
    let admin: AdminContext

    private static let logLinesMax = 1_000

    func add(to group: RouterGroup<some RequestContext>) {
        group.get { request, _ in try await list(request) }
            .post { request, _ in try await enqueue(request) }
            .get(":id") { _, context in try await show(context.executionID()) }
            .delete(":id") { _, context in try await delete(context.executionID()) }
            .get(":id/attempts") { _, context in try await attempts(context.executionID()) }
            .get(":id/logs") { request, context in try await logs(request, context.executionID()) }
    }

    private func list(_ request: Request) async throws -> JSONReply<ListReply<ExecutionReply>> {
        var query = QueryReader(request.uri, allowed: ExecutionFilter.queryNames.union(Page.queryNames).union(["sort"]))
        var filter = ExecutionFilter(&query)
        filter.searchedMax = admin.configuration.searchedMax
        let sort = query.word("sort", as: ExecutionSort.self) ?? .newest
        let page = query.page(accepting: filter.accepts)
        try query.finish()
        let executions = try await admin.store.executions(filter, sort: sort, page: page)
        return JSONReply(ListReply(executions, page: page, tellsSearch: true) { ExecutionReply($0) })
    }

    private func enqueue(_ request: Request) async throws -> JSONReply<ExecutionReply> {
        let key = HTTPField.Name("Idempotency-Key").flatMap { request.headers[$0] }
        let body = try await request.json(upTo: admin.configuration.bodyBytesMax)
        let asked = try ExecutionRequest(body, idempotencyKey: key, over: admin.options(of: body["handler_name"]))
        try await admin.demandParams(of: asked.handlerName)
        let now = admin.now
        let warnings = try await admin.warnings(handler: asked.handlerName)
        switch try await admin.store.enqueue(asked.execution(now: now), now: now) {
        case .created(let id):
            return JSONReply(
                ExecutionReply(try await execution(id), warnings: warnings), status: .created,
                headers: [.location: "/api/jobs/\(id)"])
        case .alreadyExists(let id):
            return JSONReply(
                ExecutionReply(try await execution(id), warnings: warnings), headers: [.location: "/api/jobs/\(id)"])
        }
    }

    private func show(_ id: ExecutionID) async throws -> JSONReply<ExecutionReply> {
        JSONReply(ExecutionReply(try await execution(id)))
    }

    private func delete(_ id: ExecutionID) async throws -> Response {
        switch try await admin.store.deleteExecution(id) {
        case .deleted: return Response(status: .noContent)
        case .notFound: throw AdminError.notFound("job")
        case .running: throw AdminError.conflict("a RUNNING job cannot be deleted; cancel it first")
        }
    }

    private func attempts(_ id: ExecutionID) async throws -> JSONReply<ItemsReply<AttemptReply>> {
        _ = try await execution(id)
        return JSONReply(ItemsReply(try await admin.store.attempts(of: id).map(AttemptReply.init)))
    }

    private func logs(_ request: Request, _ id: ExecutionID) async throws -> JSONReply<LogReply> {
        var query = QueryReader(request.uri, allowed: ["after", "limit"])
        let after = query.int64("after") ?? 0
        let limit = query.int("limit", in: 1...Self.logLinesMax) ?? 200
        try query.finish()
        _ = try await execution(id)
        let lines = try await admin.store.logs(of: id, afterSequence: after, limit: limit)
        return JSONReply(LogReply(items: lines.map(LogLineReply.init), next: lines.last?.sequence ?? after))
    }

    private func execution(_ id: ExecutionID) async throws -> Execution {
        guard let execution = try await admin.store.execution(id) else { throw AdminError.notFound("job") }
        return execution
    }
}

extension ExecutionFilter {
    static let queryNames: Set<String> = ["cron_id", "status", "handler", "queue", "from_date", "to_date", "q"]

    /// The filter of a query; the same names in the API and in a page's address.
    /// - Parameter zone: whose clock a time without an offset is read on, as a page's own fields send it; nil for UTC.
    init(_ query: inout QueryReader, zone: PageZone? = nil) {
        self.init()
        cronJobID = query.int64("cron_id").map(CronJobID.init(rawValue:))
        statuses = query.words("status", as: ExecutionStatus.self)
        handler = query.text("handler")
        queue = query.text("queue")
        from = query.timestamp("from_date", zone: zone)
        to = query.timestamp("to_date", zone: zone)
        search = query.text("q")
    }
}
