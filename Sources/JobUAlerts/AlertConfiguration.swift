package import JobUModel
import JobUStore

/// Who is told of what, and how hard it is tried.
package struct AlertConfiguration: Sendable, Equatable {
    package var webhooks: [Webhook] = []
    /// An execution that waits, or a cron that is due, for longer than this is late.
    package var lateAfter: Duration = .seconds(300)
    /// How long the store is unusable before that is told.
    package var storeFaultAgeMin: Duration = .seconds(30)
    /// Attempts to send a message before it is given up.
    package var attemptsMax = 10
    /// How long a webhook may take to answer.
    package var timeout: Duration = .seconds(10)
    /// Time between two looks.
    package var interval: Duration = .seconds(2)
    /// How often all late executions are looked at again, and not only those that have become late.
    package var lateAgain: Duration = .seconds(60)
    /// Time between two looks at multi-database transactions, which ask every one of them.
    package var inDoubtInterval: Duration = .seconds(30)
    /// What one look handles of each kind; more is handled by the next.
    package var batchSize = 100
    /// Messages to one webhook that are taken at a time.
    package var claimSize = 10
    /// How long messages are kept.
    package var retention: Duration = .seconds(30 * 86_400)
    /// How long what happened is kept for a process that knows webhooks.
    package var eventRetention: Duration = .seconds(86_400)
    package var pruneInterval: Duration = .seconds(600)
    package var pruneBatchSize = 500
    package var backoff = RetryBackoff(kind: .exponential, baseSeconds: 5, maxSeconds: 3_600, jitter: 0.2)

    package init() {}

    /// A message that is taken is another process's after this, even if every one taken with it uses up its time.
    var lease: Duration { timeout * claimSize + .seconds(30) }
}

/// Somebody who wants to be told.
package struct Webhook: Sendable, Equatable {
    package var name: String
    /// May hold a secret in its path: shown to nobody.
    package var url: String
    /// Nil where messages are not signed.
    package var key: WebhookKey?
    package var events: Set<AlertEvent>
    /// Empty for all; so the others. They look at runs and crons, not at workers and transactions.
    package var tags: Set<String> = []
    package var queues: Set<String> = []
    package var handlers: Set<String> = []

    package init(name: String, url: String, key: WebhookKey? = nil, events: Set<AlertEvent>) {
        self.name = name
        self.url = url
        self.key = key
        self.events = events
    }

    /// Whether it wants to be told of this.
    func wants(_ alert: Alert) -> Bool {
        guard events.contains(alert.event) else { return false }
        // An execution that is gone already is told of rather than lost.
        guard let scope = alert.scope else { return true }
        return (tags.isEmpty || !tags.isDisjoint(with: scope.tags)) && (queues.isEmpty || queues.contains(scope.queue))
            && (handlers.isEmpty || handlers.contains(scope.handler))
    }
}
