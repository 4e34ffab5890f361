import Hummingbird
import HummingbirdCore
import JobUDatabase
import JobUModel
import JobUStore

/// `/api/transactions`: transactions over several databases that are not finished everywhere.
struct TransactionRoutes {
    let admin: AdminContext

    func add(to group: RouterGroup<some RequestContext>) {
        group.get { request, _ in
            try QueryReader(request.uri, allowed: []).finish()
            return JSONReply(TransactionListReply(await admin.inDoubt(), now: admin.now))
        }
        .get(":id") { request, context in
            try QueryReader(request.uri, allowed: []).finish()
            return JSONReply(TransactionReply(try await transaction(context.parameters.require("id")), now: admin.now))
        }
        .post(":id/resolve") { request, context in
            let gtrid = try context.parameters.require("id")
            let (decision, reason) = try await order(request)
            guard let operations = admin.transactions else {
                throw AdminError.conflict("this process has no multi-database transactions")
            }
            do {
                _ = try await admin.store.audited(operations, resolve: gtrid, decision, by: "API", reason: reason)
            } catch let error as AtomicTransactionError where error.code == .refused {
                throw AdminError.conflict(error.reasons.joined(separator: "; "))
            }
            return JSONReply(TransactionReply(try await transaction(gtrid), now: admin.now))
        }
    }

    private func transaction(_ gtrid: String) async throws -> InDoubtTransaction {
        do {
            guard let found = try await admin.transactions?.transaction(gtrid) else { throw AdminError.notFound("transaction") }
            return found
        } catch let error as AtomicTransactionError where error.code == .refused {
            throw AdminError.notFound("transaction")
        }
    }

    private func order(_ request: Request) async throws -> (TransactionDecision, String) {
        var body = BodyReader(try await request.json(upTo: admin.configuration.bodyBytesMax), allowed: ["verdict", "reason"])
        body.require("verdict", "reason")
        let verdict = body.string("verdict").flatMap { TransactionDecision(rawValue: $0) }
        if body.has("verdict"), verdict == nil { body.refuse("verdict", "must be one of commit, abort, done") }
        let reason = body.string("reason") ?? ""
        if body.has("reason"), !(1...500).contains(reason.length) { body.refuse("reason", "must have 1 to 500 characters") }
        try body.finish()
        guard let verdict else { throw AdminError.badRequest("bad_verdict", "verdict is required") }
        return (verdict, reason)
    }
}

extension AdminContext {
    /// What is not finished everywhere.
    func inDoubt() async -> RecoveryReport { await transactions?.inDoubt() ?? RecoveryReport() }
}
