import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/jobs/{id}/retry`, `/cancel` and `/api/jobs/bulk`.
struct ExecutionActionRoutes {
    let admin: AdminContext

    private static let bulkMax = 1_000

    func add(to group: RouterGroup<some RequestContext>) {
        group.post("bulk") { request, _ in try await bulk(request) }
            .post(":id/retry") { request, context in try await change(.retry, request, context.executionID()) }
            .post(":id/cancel") { request, context in try await change(.cancel, request, context.executionID()) }
    }

    private func change(
        _ action: ExecutionAction, _ request: Request, _ id: ExecutionID
    ) async throws -> JSONReply<ExecutionReply> {
        let sent = try await request.json(upTo: admin.configuration.bodyBytesMax)
        var body = BodyReader(sent, allowed: action == .cancel ? ["reason"] : [])
        let reason = body.isNull("reason") ? nil : body.string("reason")
        if let reason, reason.length > 500 { body.refuse("reason", "must have at most 500 characters") }
        try body.finish()
        switch try await admin.perform(action, on: id, reason: reason) {
        case .done: break
        case .notFound: throw AdminError.notFound("job")
        case .refused(let status): throw AdminError.badRequest("bad_status", action.refusal(of: status))
        case .keyTaken(let taken): throw AdminError(status: .conflict, code: "unique_key_taken", message: taken.description)
        }
        guard let execution = try await admin.store.execution(id) else { throw AdminError.notFound("job") }
        return JSONReply(ExecutionReply(execution))
    }

    private func bulk(_ request: Request) async throws -> JSONReply<BulkReply> {
        var body = BodyReader(
            try await request.json(upTo: admin.configuration.bodyBytesMax), allowed: ["action", "ids"])
        body.require("action", "ids")
        let action = body.word("action", as: ExecutionAction.self)
        let ids = body.ids("ids", countMax: Self.bulkMax)
        try body.finish()
        guard let action, let ids else { throw AdminError.badRequest("bad_bulk", "action and ids are required") }
        try AuthorizationMiddleware.demand(action.leastRole)
        return JSONReply(try await admin.perform(action, on: ids.map(ExecutionID.init(rawValue:))))
    }
}

/// What an operator can do with a run.
enum ExecutionAction: String, CaseIterable, Sendable {
    case retry, cancel, delete

    /// What is gone for good asks for more than the route itself does.
    var leastRole: AccountRole { self == .delete ? .admin : .operator }

    func refusal(of status: ExecutionStatus) -> String {
        switch self {
        case .retry: "only FAILED, TIMEOUT and CANCELLED jobs can be retried; this one is \(status.rawValue)"
        case .cancel: "only PENDING, RETRY and RUNNING jobs can be cancelled; this one is \(status.rawValue)"
        case .delete: "a RUNNING job cannot be deleted; cancel it first"
        }
    }
}

/// What became of an action.
enum ExecutionActionResult: Equatable, Sendable {
    case done, notFound
    case refused(ExecutionStatus)
    case keyTaken(TakenKey)
}

/// What became of the same action on many runs.
struct BulkReply: Encodable, Sendable {
    struct Skipped: Encodable, Sendable {
        var id: ExecutionID
        var reason: String
    }

    var action: String
    var done: [ExecutionID] = []
    var skipped: [Skipped] = []
}

extension AdminContext {
    func perform(
        _ action: ExecutionAction, on id: ExecutionID, reason: String? = nil
    ) async throws -> ExecutionActionResult {
        switch action {
        case .retry:
            switch try await store.retry(id, now: now) {
            case .changed: return .done
            case .notAllowed(let status): return .refused(status)
            case .uniqueKeyTaken(let taken): return .keyTaken(taken)
            case .notFound: return .notFound
            }
        case .cancel:
            switch try await store.cancel(id, reason: reason ?? "cancelled by an operator", now: now) {
            case .cancelled, .requested: return .done
            case .notCancellable(let status): return .refused(status)
            case .notFound: return .notFound
            }
        case .delete:
            switch try await store.deleteExecution(id) {
            case .deleted: return .done
            case .running: return .refused(.running)
            case .notFound: return .notFound
            }
        }
    }

    /// Each run by itself: one that cannot be touched does not stop the others.
    func perform(_ action: ExecutionAction, on ids: [ExecutionID]) async throws -> BulkReply {
        var reply = BulkReply(action: action.rawValue)
        for id in ids {
            switch try await perform(action, on: id) {
            case .done: reply.done.append(id)
            case .notFound: reply.skipped.append(.init(id: id, reason: "no such job"))
            case .refused(let status): reply.skipped.append(.init(id: id, reason: action.refusal(of: status)))
            case .keyTaken(let taken): reply.skipped.append(.init(id: id, reason: taken.description))
            }
        }
        return reply
    }
}
