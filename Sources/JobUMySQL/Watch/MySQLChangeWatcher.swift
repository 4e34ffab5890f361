package import JobUDatabase
package import JobUStore

/// Notifies when another process has published a change. The engine cannot call, so one small table is asked, by one query for all
/// services of the process: often while things happen, twice a second while nothing does. A row of it that is gone is put back, and
/// those who listen to its topic look once for all they may have missed.
package struct MySQLChangeWatcher: Sendable {
    private let database: Database
    private let signals: ChangeSignals
    private let clock: any Clock<Duration>

    package init(_ database: Database, signals: ChangeSignals, clock: any Clock<Duration>) {
        self.database = database
        self.signals = signals
        self.clock = clock
    }

    /// Works until its task is cancelled.
    /// - Parameter onWorking: called after each query of the table.
    /// - Throws: `SQLError` when the table cannot be read.
    package func run(onWorking: @Sendable () -> Void = {}) async throws {
        var known: [String: Int64] = [:]
        var pause = AdaptivePause()
        while true {
            let counters = try await counters()
            onWorking()
            let missing = ChangeSignals.Topic.allCases.filter { counters[$0.rawValue] == nil }
            for topic in missing { try await Self.publish(topic, on: database) }
            let changed = counters.filter { known[$0.key] != $0.value }.keys.compactMap(ChangeSignals.Topic.init(rawValue:)) + missing
            if !changed.isEmpty { signals.notify(Set(changed + [.pages]), isLocal: false) }
            known = counters
            pause.record(found: !changed.isEmpty)
            try await clock.sleep(for: pause.pause)
        }
    }

    private func counters() async throws -> [String: Int64] {
        let rows = try await database.withConnection(.readOnly) { try await $0.fetchAll("SELECT topic, rings FROM wake_ups") }
        return Dictionary(try rows.map { (try $0.text("topic"), try $0.int64("rings")) }) { first, _ in first }
    }

    /// Publishes a change to other processes.
    package static func publish(_ topic: ChangeSignals.Topic, on database: Database) async throws {
        // A row that was deleted comes back with a number that nobody can have seen in it, and one at the end of its type begins anew.
        _ = try await database.withConnection(.readWrite) {
            try await $0.execute(
                """
                INSERT INTO wake_ups (topic, rings) VALUES (\(topic.rawValue), TIMESTAMPDIFF(MICROSECOND, '1970-01-01', UTC_TIMESTAMP(6)))
                ON DUPLICATE KEY UPDATE rings = IF(rings < 9000000000000000000, rings + 1, 0)
                """)
        }
    }
}
