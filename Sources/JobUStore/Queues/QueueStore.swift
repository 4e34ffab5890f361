package import JobUModel

/// The limits of queues in the whole cluster.
package protocol QueueStore: Sendable {
    /// Returns the queues with limits, by name.
    func queueLimits() async throws -> [QueueLimit]
    /// Writes a queue's limits; its bucket of tokens is full again.
    func setQueueLimit(_ limit: QueueLimit, now: Timestamp) async throws
    /// Removes all limits of a queue. Returns false when it had none.
    func removeQueueLimit(_ name: String) async throws -> Bool
}
