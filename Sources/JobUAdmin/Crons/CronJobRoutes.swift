import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/crons`: list, create, read, change, delete.
struct CronJobRoutes {
    let admin: AdminContext

    func add(to group: RouterGroup<some RequestContext>) {
        group.get { request, _ in try await list(request) }
            .post { request, _ in try await create(request) }
            .get(":id") { request, context in try await show(request, context.cronJobID()) }
            .put(":id") { request, context in try await update(request, context.cronJobID()) }
            .delete(":id") { request, context in try await delete(request, context.cronJobID()) }
    }

    private func list(_ request: Request) async throws -> JSONReply<ListReply<CronJobReply>> {
        var query = QueryReader(request.uri, allowed: Page.queryNames.union(["is_enabled", "q", "tag", "sort"]))
        let filter = CronJobFilter(isEnabled: query.bool("is_enabled"), search: query.text("q"), tag: query.text("tag"))
        let sort = query.word("sort", as: CronJobSort.self) ?? .name
        let page = query.page(accepting: sort.accepts)
        try query.finish()
        let crons = try await admin.store.cronJobs(filter, sort: sort, page: page)
        let now = admin.now
        return JSONReply(ListReply(crons, page: page) { CronJobReply($0, now: now) })
    }

    private func create(_ request: Request) async throws -> JSONReply<CronJobReply> {
        let body = try await request.json(upTo: admin.configuration.bodyBytesMax)
        let fields = try CronJobRequest(body, for: .create)
        var definition = admin.newDefinition(handler: body["handler_name"])
        try fields.check(over: definition)
        fields.apply(to: &definition)
        let sent = definition
        let cron = try await refusing(sent, Language(of: request)) { try await admin.editor.create(sent) }
        return try await reply(cron, status: .created, headers: [.location: "/api/crons/\(cron.id)"])
    }

    private func show(_ request: Request, _ id: CronJobID) async throws -> Response {
        guard let cron = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        if request.headers[.ifNoneMatch]?.contains(cron.entityTag) == true {
            return Response(status: .notModified, headers: [.eTag: cron.entityTag])
        }
        return try await reply(cron).response()
    }

    private func update(_ request: Request, _ id: CronJobID) async throws -> JSONReply<CronJobReply> {
        let fields = try CronJobRequest(try await request.json(upTo: admin.configuration.bodyBytesMax), for: .update)
        guard let current = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        try fields.check(over: current.definition)
        var sent = current.definition
        fields.apply(to: &sent)
        let version = try expectedVersion(request, current)
        let cron = try await refusing(sent, Language(of: request)) {
            try await admin.editor.update(id, expectedVersion: version) { fields.apply(to: &$0) }
        }
        return try await reply(cron)
    }

    private func delete(_ request: Request, _ id: CronJobID) async throws -> Response {
        guard let current = try await admin.store.cronJob(id) else { throw AdminError.notFound("cron") }
        if let version = try expectedVersion(request, current), version != current.version {
            throw JobStoreError.versionConflict(current: current.version)
        }
        switch try await admin.store.deleteCronJob(id) {
        case .deleted: return Response(status: .noContent)
        case .notFound: throw AdminError.notFound("cron")
        case .running:
            throw AdminError.conflict("the cron has a running job; cancel the job or wait until it finishes, then delete the cron")
        }
    }

    /// The version that `If-Match` names; nil without the header or for `*`.
    private func expectedVersion(_ request: Request, _ current: CronJob) throws -> Int64? {
        guard let header = request.headers[.ifMatch] else { return nil }
        let tags = header.split(separator: ",").map { $0.filter { !$0.isWhitespace } }
        if tags.contains("*") { return nil }
        guard tags.contains(current.entityTag) else { throw JobStoreError.versionConflict(current: current.version) }
        return current.version
    }

    private func refusing(
        _ definition: CronJobDefinition, _ language: Language, _ body: () async throws -> CronJob
    ) async throws -> CronJob {
        do {
            return try await body()
        } catch let error as ValidationError {
            throw AdminError(error, of: definition, language: language)
        }
    }

    private func reply(
        _ cron: CronJob, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) async throws -> JSONReply<CronJobReply> {
        try await admin.reply(cron, status: status, headers: headers)
    }
}

extension CronJob {
    /// The `ETag` of this version.
    var entityTag: String { "\"\(version)\"" }
}

extension AdminContext {
    /// A cron with its `ETag` and the warning about a handler that nobody knows.
    func reply(
        _ cron: CronJob, status: HTTPResponse.Status = .ok, headers: HTTPFields = [:]
    ) async throws -> JSONReply<CronJobReply> {
        var headers = headers
        headers[.eTag] = cron.entityTag
        let warnings = try await warnings(handler: cron.definition.handlerName)
        return JSONReply(CronJobReply(cron, warnings: warnings, now: now), status: status, headers: headers)
    }

    /// A deploy may bring the handler later, so that an unknown one is accepted, but not in silence.
    func warnings(handler: String) async throws -> [String] {
        try await store.warnings(about: handler, now: now)
    }
}
