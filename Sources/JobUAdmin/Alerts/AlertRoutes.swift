import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/alerts`: the messages to webhooks, and another try for those that were given up.
struct AlertRoutes {
    let admin: AdminContext

    func add(to group: RouterGroup<some RequestContext>) {
        group.get { request, _ in
            var query = QueryReader(request.uri, allowed: AlertDeliveryFilter.queryNames.union(Page.queryNames))
            let filter = AlertDeliveryFilter(&query)
            let page = query.page(accepting: filter.accepts)
            try query.finish()
            let found = try await admin.store.alertDeliveries(filter, page: page)
            return JSONReply(ListReply(found, page: page) { AlertReply($0) })
        }
        .get(":id") { request, context in
            try QueryReader(request.uri, allowed: []).finish()
            return JSONReply(AlertReply(try await delivery(context.alertID())))
        }
        .post(":id/retry") { request, context in
            let id = try context.alertID()
            try await BodyReader(request.json(upTo: admin.configuration.bodyBytesMax), allowed: []).finish()
            try await admin.retryAlert(id)
            return JSONReply(AlertReply(try await delivery(id)))
        }
    }

    private func delivery(_ id: Int64) async throws -> AlertDelivery {
        guard let delivery = try await admin.store.alertDelivery(id) else { throw AdminError.notFound("alert") }
        return delivery
    }
}

extension AdminContext {
    /// Sends a message that was given up back to its first attempt.
    /// - Throws: `AdminError` when there is none, or when it was not given up.
    func retryAlert(_ id: Int64) async throws {
        switch try await store.retryAlertDelivery(id, now: now) {
        case .changed: return
        case .notFound: throw AdminError.notFound("alert")
        case .notDead(let state):
            throw AdminError.badRequest("not_dead", "only a DEAD message can be retried; this one is \(state.rawValue)")
        }
    }
}

extension AlertDeliveryFilter {
    static let queryNames: Set<String> = ["state", "webhook", "event"]

    /// The filter of a query; the same names in the API and in a page's address.
    init(_ query: inout QueryReader) {
        let state = query.word("state", as: AlertDeliveryState.self)
        let event = query.word("event", as: AlertEvent.self)
        self.init(state: state, webhook: query.text("webhook"), event: event)
    }
}
