package import JobUModel
package import JobUStore

extension FaultyStore {
    package func routeAlerts(
        limit: Int, now: Timestamp, route: @escaping @Sendable ([Alert]) throws -> [NewAlertDelivery]
    ) async throws -> Int {
        try await call(.alert) { try await $0.routeAlerts(limit: limit, now: now, route: route) }
    }

    package func addAlertDeliveries(_ deliveries: [NewAlertDelivery], now: Timestamp) async throws -> Int {
        try await call(.alert) { try await $0.addAlertDeliveries(deliveries, now: now) }
    }

    package func lateExecutions(after: Timestamp?, until: Timestamp, limit: Int) async throws -> [LateExecution] {
        try await call(.alert) { try await $0.lateExecutions(after: after, until: until, limit: limit) }
    }

    package func overdueCronJobs(until: Timestamp, limit: Int) async throws -> [CronJob] {
        try await call(.alert) { try await $0.overdueCronJobs(until: until, limit: limit) }
    }

    package func claimAlertDeliveries(
        webhook: String, now: Timestamp, leaseUntil: Timestamp, limit: Int
    ) async throws -> [AlertDelivery] {
        try await call(.alert) { try await $0.claimAlertDeliveries(webhook: webhook, now: now, leaseUntil: leaseUntil, limit: limit) }
    }

    package func finishAlertDelivery(_ delivery: AlertDelivery, _ outcome: AlertDeliveryOutcome, now: Timestamp) async throws -> Bool {
        try await call(.alert) { try await $0.finishAlertDelivery(delivery, outcome, now: now) }
    }

    package func alertDeliveries(_ filter: AlertDeliveryFilter, page: Page) async throws -> PageOf<AlertDelivery> {
        try await call(.alert) { try await $0.alertDeliveries(filter, page: page) }
    }

    package func alertDelivery(_ id: Int64) async throws -> AlertDelivery? {
        try await call(.alert) { try await $0.alertDelivery(id) }
    }

    package func retryAlertDelivery(_ id: Int64, now: Timestamp) async throws -> AlertRetryResult {
        try await call(.alert) { try await $0.retryAlertDelivery(id, now: now) }
    }

    package func pruneAlerts(before cutoff: Timestamp, eventsBefore: Timestamp, limit: Int) async throws -> Int {
        try await call(.alert) { try await $0.pruneAlerts(before: cutoff, eventsBefore: eventsBefore, limit: limit) }
    }
}
