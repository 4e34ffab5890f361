package import JobUModel
import JobUStore

/// A queue with limits as the API shows it.
package struct QueueReply: Encodable, Sendable {
    private let limit: QueueLimit

    package init(_ limit: QueueLimit) {
        self.limit = limit
    }

    enum CodingKeys: String, CodingKey {
        case name
        case maxConcurrency = "max_concurrency"
        case rateLimit = "rate_limit"
        case ratePeriodSeconds = "rate_period_seconds"
        case pausedAt = "paused_at"
        case pauseReason = "pause_reason"
    }

    package func encode(to encoder: any Encoder) throws {
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(limit.name, forKey: .name)
        try container.encode(limit.maxConcurrency, forKey: .maxConcurrency)
        try container.encode(limit.rateLimit, forKey: .rateLimit)
        try container.encode(limit.ratePeriodSeconds, forKey: .ratePeriodSeconds)
        try container.encode(limit.pausedAt, forKey: .pausedAt)
        try container.encode(limit.pauseReason, forKey: .pauseReason)
    }
}
