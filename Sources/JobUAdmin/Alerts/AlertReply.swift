package import JobUModel
import JobUStore

/// A message to a webhook as the API shows it.
package struct AlertReply: Encodable, Sendable {
    private let delivery: AlertDelivery

    package init(_ delivery: AlertDelivery) {
        self.delivery = delivery
    }

    enum CodingKeys: String, CodingKey {
        case id, webhook, event, subject, body, state, attempts
        case nextAttemptAt = "next_attempt_at"
        case lastError = "last_error"
        case createdAt = "created_at"
        case finishedAt = "finished_at"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(delivery.id, forKey: .id)
        try container.encode(delivery.message.webhook, forKey: .webhook)
        try container.encode(delivery.message.event, forKey: .event)
        try container.encode(delivery.message.subject, forKey: .subject)
        try container.encode(RawJSON(stored: delivery.message.body), forKey: .body)
        try container.encode(delivery.state, forKey: .state)
        try container.encode(delivery.attempts, forKey: .attempts)
        try container.encode(delivery.state == .pending ? delivery.nextAttemptAt : nil, forKey: .nextAttemptAt)
        try container.encode(delivery.lastError, forKey: .lastError)
        try container.encode(delivery.createdAt, forKey: .createdAt)
        try container.encode(delivery.finishedAt, forKey: .finishedAt)
    }
}
