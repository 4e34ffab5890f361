package import JobUModel
import JobUStore
import Tracing

/// Sends messages, signed as Standard Webhooks says, and decides what the response means.
package struct WebhookSender: Sendable {
    private let transport: any WebhookTransport
    private let configuration: AlertConfiguration
    private let time: TimeSource

    package init(transport: any WebhookTransport, configuration: AlertConfiguration, time: TimeSource) {
        self.transport = transport
        self.configuration = configuration
        self.time = time
    }

    /// Makes one attempt.
    /// - Throws: `CancellationError`; then the message can be claimed again when its lease has expired.
    func send(_ delivery: AlertDelivery, to webhook: Webhook) async throws -> AlertDeliveryOutcome {
        do {
            let status = try await withSpan("webhook \(webhook.name)", ofKind: .client) { span in
                span.attributes[TraceKeys.alertEvent] = delivery.message.event.rawValue
                span.attributes[TraceKeys.alertAttempt] = delivery.attempts
                let status = try await post(id: "msg_\(delivery.id)", body: delivery.message.body, to: webhook)
                span.attributes["http.response.status_code"] = status
                if !(200..<300).contains(status) { span.setStatus(SpanStatus(code: .error)) }
                return status
            }
            if (200..<300).contains(status) { return .delivered }
            // With 410 a receiver refuses all further messages.
            return status == 410
                ? .dead(error: "the webhook responded 410: it is gone") : failed("the webhook responded \(status)", delivery)
        } catch let error as WebhookError {
            return error.isTransient ? failed(error.description, delivery) : .dead(error: error.description)
        }
    }

    /// Sends a test message to a webhook at once, whatever its filters are.
    /// - Returns: the status of the response.
    /// - Throws: `WebhookError`; `CancellationError`.
    package func test(_ webhook: Webhook) async throws -> Int {
        let alert = Alert.test(webhook.name, now: time.wall.now())
        return try await post(id: "msg_\(alert.subject)", body: AlertMessage.body(of: alert), to: webhook)
    }

    /// Sends a message that is not kept in the store.
    /// - Throws: `WebhookError` when it was not taken; `CancellationError`.
    func send(_ alert: Alert, to webhook: Webhook) async throws {
        let status = try await post(id: "msg_\(alert.subject)", body: AlertMessage.body(of: alert), to: webhook)
        guard (200..<300).contains(status) else { throw WebhookError("the webhook responded \(status)", isTransient: status != 410) }
    }

    private func post(id: String, body: String, to webhook: Webhook) async throws -> Int {
        let timestamp = time.wall.now().epochSeconds
        var headers = [
            ("Content-Type", "application/json"), ("User-Agent", "JobU"), ("webhook-id", id), ("webhook-timestamp", "\(timestamp)"),
        ]
        if let key = webhook.key { headers.append(("webhook-signature", key.signature(id: id, timestamp: timestamp, body: body))) }
        return try await transport.post(
            webhook.url, headers: headers.map { (name: $0.0, value: $0.1) }, body: body, timeout: configuration.timeout)
    }

    private func failed(_ error: String, _ delivery: AlertDelivery) -> AlertDeliveryOutcome {
        guard delivery.attempts < configuration.attemptsMax else {
            return .dead(error: "gave up after attempt \(delivery.attempts): \(error)")
        }
        let delay = configuration.backoff.delay(beforeRetry: delivery.attempts, random: time.random())
        return .retry(at: time.wall.now() + delay, error: error)
    }
}
