import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/alerts`: the messages to webhooks.
struct AlertPage {
    let admin: AdminContext
    let renderer: PageRenderer

    private static let size = 50

    func add(to router: Router<some RequestContext>) {
        router.get("alerts") { request, _ in try await list(request) }
        router.post("alerts/:id/retry") { request, context -> Response in
            let back = BackAddress(try await request.form(upTo: admin.configuration.bodyBytesMax), otherwise: "/alerts").path
            try await admin.retryAlert(context.alertID())
            return .redirect(back, notice: "alert_retried")
        }
    }

    private func list(_ request: Request) async throws -> Response {
        let frame = PageFrame(request, title: "alerts")
        let texts = frame.texts
        var query = QueryReader(
            request.uri, allowed: AlertDeliveryFilter.queryNames.union(Page.queryNames).union(PageFrame.passing), isOfForm: true)
        let filter = AlertDeliveryFilter(&query)
        let page = query.page(size: Self.size, accepting: filter.accepts)
        let found = try await Pager.page(page) { try await admin.store.alertDeliveries(filter, page: $0) }
        return try renderer.page(
            "alerts",
            [
                "filtered": filter != AlertDeliveryFilter(), "webhook_filter": filter.webhook ?? "",
                "states": options(AlertDeliveryState.allCases.map(\.rawValue), filter.state?.rawValue, "alert_state_", texts),
                "events": options(AlertEvent.allCases.map(\.rawValue), filter.event?.rawValue, "alert_event_", texts),
                "has_problems": !query.problems.isEmpty, "problems": query.problems.map { $0.translated(frame.language).description },
                "has_alerts": !found.items.isEmpty, "alerts": found.items.map { row($0, frame) },
                "pager": Pager.view(found, page, frame: frame),
            ], frame: frame, status: query.problems.isEmpty ? .ok : .unprocessableContent)
    }

    private func options(_ values: [String], _ selected: String?, _ prefix: String, _ texts: Texts) -> [View] {
        [["value": "", "label": texts["all"], "selected": selected == nil] as View]
            + values.map { ["value": $0, "label": texts[prefix + $0], "selected": selected == $0] as View }
    }

    private func row(_ delivery: AlertDelivery, _ frame: PageFrame) -> View {
        let state = delivery.state
        let job = jobNumber(delivery.message.subject)
        return [
            "id": "\(delivery.id)", "webhook": delivery.message.webhook, "subject": delivery.message.subject,
            "event": frame.texts["alert_event_\(delivery.message.event.rawValue)"],
            "state": frame.texts["alert_state_\(state.rawValue)"],
            "state_class": state == .delivered ? "s-success" : state == .dead ? "s-failed" : "s-pending",
            "job_href": job.map { "/jobs/\($0)" } ?? false, "job": job.map { "\(frame.texts["job"]) #\($0)" } ?? "",
            "has_next": state == .pending,
            "attempts": "\(delivery.attempts)",
            "created": Show.time(delivery.createdAt), "next": Show.time(state == .pending ? delivery.nextAttemptAt : nil),
            "error": delivery.lastError.map { Show.clipped($0, to: 300) } ?? "", "can_retry": state == .dead, "back": frame.address,
            "body": Show.json(delivery.message.body),
        ]
    }

    /// Subjects of runs are `job:NUMBER:…`.
    private func jobNumber(_ subject: String) -> Int64? {
        let parts = subject.split(separator: ":")
        return parts.count > 1 && parts[0] == "job" ? Int64(parts[1]) : nil
    }
}
