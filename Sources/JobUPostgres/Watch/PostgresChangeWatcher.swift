package import JobUDatabase
package import JobUStore

/// Notifies when another process has published a change with NOTIFY. Where notifications do not arrive, behind a pooler that lends
/// sessions by the transaction, services find the change when they look by themselves.
package struct PostgresChangeWatcher: Sendable {
    private let configuration: ServerConfiguration
    private let signals: ChangeSignals

    package init(_ configuration: ServerConfiguration, signals: ChangeSignals) {
        self.configuration = configuration
        self.signals = signals
    }

    /// Works until its task is cancelled.
    /// - Parameter onWorking: called when the session listens.
    /// - Throws: `SQLError` when the session is lost.
    package func run(onWorking: @Sendable () -> Void = {}) async throws {
        let listener = try await PostgresListener.open(configuration)
        do {
            let notifications = try await listener.listen(channel: Self.channel)
            onWorking()
            // Something may have been published before.
            signals.notify(isLocal: false)
            for try await notification in notifications {
                // Whoever inserts rows by hand may send any word, or none.
                signals.notify(
                    ChangeSignals.Topic(rawValue: notification.payload).map { [$0, .pages] } ?? [.executions, .pages], isLocal: false)
            }
        } catch {
            await listener.close()
            throw error
        }
        await listener.close()
        try Task.checkCancellation()
        throw SQLError(.connectionLost, "the session that listens was closed")
    }

    /// Publishes a change to other processes.
    package static func publish(_ topic: ChangeSignals.Topic, on database: Database) async throws {
        try await database.withConnection(.readWrite) { _ = try await $0.fetchAll(PostgresListener.notify(channel, topic.rawValue)) }
    }

    // One for all schemas of a database: a notification too many costs a look.
    private static let channel = "jobu"
}
