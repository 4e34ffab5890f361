import JobUModel
import JobUStore
import Logging

/// Alerts webhooks that the store cannot work. The store cannot keep these messages: each process that finds the fault sends them at once,
/// and again until they are accepted.
struct StoreAlerter: Sendable {
    /// Between two looks at the store.
    static let interval = Duration.seconds(10)
    private static let triesMax = 30

    let sender: WebhookSender
    let webhooks: [Webhook]
    let fault: @Sendable () async -> StoreFault?
    let time: TimeSource
    let faultAgeMin: Duration
    let logger: Logger

    private struct Message {
        var webhook: Webhook
        var alert: Alert
        var tries = 0
    }

    /// Works until the task is cancelled; returns at once where no webhook asks for it.
    func run() async {
        let wanting = webhooks.filter { $0.events.contains(.store) }
        // Each look writes, and every other service logs that the store is away.
        guard !wanting.isEmpty else { return }
        var alarm = StoreAlarm(faultAgeMin: faultAgeMin)
        var unsent: [Message] = []
        await RetryLoop("Store watch", time: time, logger: logger).run { _ in
            if let news = alarm.record(await fault(), now: time.wall.now()) {
                log(news)
                let alert = Alert.store(news, now: time.wall.now())
                unsent += wanting.map { Message(webhook: $0, alert: alert) }
            }
            unsent = try await send(unsent)
            try await time.clock.sleep(for: Self.interval)
        }
    }

    /// Returns what was not taken.
    private func send(_ messages: [Message]) async throws -> [Message] {
        var left: [Message] = []
        for var message in messages {
            do {
                try await sender.send(message.alert, to: message.webhook)
            } catch let error as WebhookError {
                message.tries += 1
                let isOver = !error.isTransient || message.tries >= Self.triesMax
                logger.warning(
                    isOver ? "Webhook delivery failed; giving up" : "Webhook delivery failed; retrying",
                    metadata: [LogKeys.webhook: "\(message.webhook.name)", LogKeys.error: "\(error)"])
                if !isOver { left.append(message) }
            }
        }
        return left
    }

    private func log(_ news: StoreAlarm.News) {
        switch news {
        case .broken(let fault, let since):
            logger.error("Store unavailable", metadata: [LogKeys.error: "\(fault.words)", LogKeys.since: "\(since)"])
        case .works(_, let since): logger.notice("Store available again", metadata: [LogKeys.since: "\(since)"])
        }
    }
}

extension Alert {
    /// The store cannot do its work, or can again.
    static func store(_ news: StoreAlarm.News, now: Timestamp) -> Alert {
        let (state, fault, since) =
            switch news {
            case .broken(let fault, let since): (fault.rawValue, fault, since)
            case .works(let fault, let since): ("store_ready", fault, since)
            }
        return Alert(
            .store, subject: "store:\(state):\(since.microseconds)", occurredAt: now,
            data: [
                "store": .object([
                    "state": .string(state), "since": .string(since.description),
                    "reason": state == "store_ready" ? .null : .string(fault.words),
                ])
            ])
    }
}
