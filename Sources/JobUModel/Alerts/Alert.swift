/// What somebody can ask to be told.
package enum AlertEvent: String, Sendable, Codable, CaseIterable {
    /// An execution ended as FAILED or TIMEOUT, with no retry left.
    case failed
    /// An execution waits, or a cron is due, longer than it should.
    case late
    /// A worker gave no heartbeat until its lease expired.
    case deadWorker = "dead_worker"
    /// A multi-database transaction is not finished everywhere.
    case inDoubt = "in_doubt"
    /// The store cannot do its work, or can again.
    case store
    /// Somebody tries a webhook out.
    case test
}

/// Something that happened, before anybody is told.
package struct Alert: Sendable, Equatable {
    /// What a webhook's filters look at; nil for what has no handler, queue and tags.
    package struct Scope: Sendable, Equatable {
        package var handler: String
        package var queue: String
        package var tags: [String]

        package init(handler: String, queue: String, tags: [String]) {
            self.handler = handler
            self.queue = queue
            self.tags = tags
        }
    }

    package var event: AlertEvent
    /// What it is about, and which time it happened: nobody is told twice about the same.
    package var subject: String
    package var occurredAt: Timestamp
    package var scope: Scope?
    package var data: [String: JSONValue]

    package init(_ event: AlertEvent, subject: String, occurredAt: Timestamp, scope: Scope? = nil, data: [String: JSONValue]) {
        self.event = event
        self.subject = subject
        self.occurredAt = occurredAt
        self.scope = scope
        self.data = data
    }
}

/// A message to one webhook, before it is stored.
package struct NewAlertDelivery: Sendable, Equatable {
    package var webhook: String
    package var event: AlertEvent
    package var subject: String
    /// What is sent, as it is signed.
    package var body: String

    package init(webhook: String, event: AlertEvent, subject: String, body: String) {
        self.webhook = webhook
        self.event = event
        self.subject = subject
        self.body = body
    }
}

package enum AlertDeliveryState: String, Sendable, Codable, CaseIterable {
    /// Waits for its next attempt, or is being sent.
    case pending = "PENDING"
    case delivered = "DELIVERED"
    /// Given up; an operator can send it back to PENDING.
    case dead = "DEAD"
}

/// A row of `alert_deliveries`.
package struct AlertDelivery: Sendable, Equatable {
    package var id: Int64
    package var message: NewAlertDelivery
    package var state: AlertDeliveryState
    /// Attempts begun since it was stored or sent back.
    package var attempts: Int
    package var fence: Int64
    package var nextAttemptAt: Timestamp
    package var lastError: String?
    package var createdAt: Timestamp
    package var finishedAt: Timestamp?
    /// What could not be read, and stands above as something that can; `lastError` says it.
    package var problems: [ColumnProblem] = []

    package init(
        id: Int64, message: NewAlertDelivery, state: AlertDeliveryState, attempts: Int, fence: Int64, nextAttemptAt: Timestamp,
        createdAt: Timestamp
    ) {
        self.id = id
        self.message = message
        self.state = state
        self.attempts = attempts
        self.fence = fence
        self.nextAttemptAt = nextAttemptAt
        self.createdAt = createdAt
    }
}

/// How an attempt to send ended.
package enum AlertDeliveryOutcome: Sendable, Equatable {
    case delivered
    case retry(at: Timestamp, error: String)
    case dead(error: String)
}

package struct AlertDeliveryFilter: Sendable, Equatable {
    package var state: AlertDeliveryState?
    package var webhook: String?
    package var event: AlertEvent?

    package init(state: AlertDeliveryState? = nil, webhook: String? = nil, event: AlertEvent? = nil) {
        self.state = state
        self.webhook = webhook
        self.event = event
    }
}
