package import JobUModel

/// Who is told what: what has happened becomes messages to webhooks, each sent once where nothing goes wrong, and at least once whatever does.
package protocol AlertStore: Sendable {
    /// Hands on up to `limit` things that have happened, oldest first, in one transaction: `route` says who is to be told, and with it
    /// nothing is left to do. Returns how many it were.
    func routeAlerts(limit: Int, now: Timestamp, route: @escaping @Sendable ([Alert]) throws -> [NewAlertDelivery]) async throws -> Int
    /// Stores messages; one about the same subject to the same webhook that exists already is left as it is. Returns how many are new.
    func addAlertDeliveries(_ deliveries: [NewAlertDelivery], now: Timestamp) async throws -> Int
    /// Executions that wait and were due after `after` and up to `until`, earliest first.
    func lateExecutions(after: Timestamp?, until: Timestamp, limit: Int) async throws -> [LateExecution]
    /// Crons that were due up to this instant and were not dispatched, earliest first.
    func overdueCronJobs(until: Timestamp, limit: Int) async throws -> [CronJob]
    /// Claims the due deliveries to one webhook. They are due again at `leaseUntil` if they are not finished.
    func claimAlertDeliveries(webhook: String, now: Timestamp, leaseUntil: Timestamp, limit: Int) async throws -> [AlertDelivery]
    /// Records the outcome of an attempt; false if another process has claimed the delivery since.
    func finishAlertDelivery(_ delivery: AlertDelivery, _ outcome: AlertDeliveryOutcome, now: Timestamp) async throws -> Bool
    /// Newest first.
    func alertDeliveries(_ filter: AlertDeliveryFilter, page: Page) async throws -> PageOf<AlertDelivery>
    func alertDelivery(_ id: Int64) async throws -> AlertDelivery?
    /// Sends a message that was given up back to its first attempt; one that is not DEAD stays as it is.
    func retryAlertDelivery(_ id: Int64, now: Timestamp) async throws -> AlertRetryResult
    /// Deletes up to `limit` of the oldest messages, and of what nobody was told of, that are older than this; returns how many.
    func pruneAlerts(before cutoff: Timestamp, eventsBefore: Timestamp, limit: Int) async throws -> Int
}

package enum AlertRetryResult: Sendable, Equatable { case changed, notDead(AlertDeliveryState), notFound }

/// An execution that is late, with the tags of its cron.
package struct LateExecution: Sendable, Equatable {
    package var execution: Execution
    package var tags: [String]
}
