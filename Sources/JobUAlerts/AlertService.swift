package import JobUDatabase
package import JobUModel
package import JobUStore
package import Logging
import Metrics
import ServiceLifecycle

/// Alerts webhooks: finds events and sends their messages, each webhook at its own pace. Any number of services can share one store.
package struct AlertService: Service {
    private let store: any AlertStore
    private let watcher: AlertWatcher
    private let sender: WebhookSender
    private let alerter: StoreAlerter
    private let configuration: AlertConfiguration
    private let time: TimeSource
    private let logger: Logger

    /// - Parameter storeFault: what is wrong with the store; nil when nothing is.
    package init(
        store: any AlertStore, storeFault: @escaping @Sendable () async -> StoreFault? = { nil },
        transactions: (any TransactionOperations)? = nil, transport: any WebhookTransport,
        configuration: AlertConfiguration, time: TimeSource, logger: Logger
    ) {
        self.store = store
        watcher = AlertWatcher(store: store, transactions: transactions, configuration: configuration, time: time)
        sender = WebhookSender(transport: transport, configuration: configuration, time: time)
        self.configuration = configuration
        self.time = time
        var logger = logger
        logger[metadataKey: LogKeys.service] = "alerts"
        self.logger = logger
        alerter = StoreAlerter(
            sender: sender, webhooks: configuration.webhooks, fault: storeFault, time: time, faultAgeMin: configuration.storeFaultAgeMin,
            logger: logger)
    }

    /// Looks at once and then at every interval; returns on graceful shutdown and when the task is cancelled. What was being sent then
    /// is sent again by any process when its lease has expired.
    package func run() async throws {
        await cancelWhenGracefulShutdown {
            await withDiscardingTaskGroup { group in
                group.addTask { await watch() }
                group.addTask { await alerter.run() }
                for webhook in configuration.webhooks { group.addTask { await send(to: webhook) } }
            }
        }
    }

    private func watch() async {
        var memory = AlertWatcher.Memory()
        await RetryLoop("Alert watch", time: time, logger: logger).run { _ in
            try await watcher.look(&memory)
            try await time.clock.sleep(for: configuration.interval)
        }
    }

    private func send(to webhook: Webhook) async {
        await RetryLoop("Alert claim", time: time, logger: logger).run { _ in
            let now = time.wall.now()
            let claimed = try await store.claimAlertDeliveries(
                webhook: webhook.name, now: now, leaseUntil: now + configuration.lease, limit: configuration.claimSize)
            for delivery in claimed { try await send(delivery, to: webhook) }
            if claimed.count < configuration.claimSize { try await time.clock.sleep(for: configuration.interval) }
        }
    }

    private func send(_ delivery: AlertDelivery, to webhook: Webhook) async throws {
        let outcome = try await sender.send(delivery, to: webhook)
        let isStored = try await store.finishAlertDelivery(delivery, outcome, now: time.wall.now())
        let result = isStored ? outcome.word : "late"
        Counter(label: "jobu_alerts_total", dimensions: [("webhook", webhook.name), ("result", result)]).increment()
        switch outcome {
        case .delivered: return
        case .retry(_, let error): log(.warning, "Webhook delivery failed; retrying", delivery, error)
        case .dead(let error): log(.error, "Webhook delivery failed; giving up", delivery, error)
        }
    }

    private func log(_ level: Logger.Level, _ message: Logger.Message, _ delivery: AlertDelivery, _ error: String) {
        logger.log(
            level: level, message,
            metadata: [
                LogKeys.webhook: "\(delivery.message.webhook)", LogKeys.alertID: "\(delivery.id)", LogKeys.error: "\(error)",
            ])
    }
}

extension AlertDeliveryOutcome {
    fileprivate var word: String {
        switch self {
        case .delivered: "delivered"
        case .retry: "retried"
        case .dead: "given_up"
        }
    }
}
