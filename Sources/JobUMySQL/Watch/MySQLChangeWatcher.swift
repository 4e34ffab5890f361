package import JobUDatabase
package import JobUStore

/// Rings when another process has announced a change. The engine cannot call, so one small table is asked, by one query for all
/// services of the process: often while things happen, twice a second while nothing does.
package struct MySQLChangeWatcher: Sendable {
    private let database: Database
    private let wakeUps: WakeUps
    private let clock: any Clock<Duration>

    package init(_ database: Database, wakeUps: WakeUps, clock: any Clock<Duration>) {
        self.database = database
        self.wakeUps = wakeUps
        self.clock = clock
    }

    /// Works until its task is cancelled.
    /// - Parameter onWorking: called after each look at the table.
    /// - Throws: `DatabaseError` when the table cannot be read.
    package func run(onWorking: @Sendable () -> Void = {}) async throws {
        var known: [String: Int64] = [:]
        var pause = AdaptivePause()
        while true {
            let rings = try await rings()
            onWorking()
            let changed = rings.filter { known[$0.key] != $0.value }.keys
            if !changed.isEmpty { wakeUps.ring(Set(changed.compactMap(WakeUps.Topic.init(rawValue:)) + [.pages]), isOwn: false) }
            known = rings
            pause.note(found: !changed.isEmpty)
            try await clock.sleep(for: pause.pause)
        }
    }

    private func rings() async throws -> [String: Int64] {
        let rows = try await database.withConnection(.readOnly) { try await $0.fetchAll("SELECT topic, rings FROM wake_ups") }
        return Dictionary(uniqueKeysWithValues: try rows.map { (try $0.text("topic"), try $0.int64("rings")) })
    }

    /// Tells others of a change.
    package static func announce(_ topic: WakeUps.Topic, on database: Database) async throws {
        _ = try await database.withConnection(.readWrite) {
            try await $0.execute("UPDATE wake_ups SET rings = rings + 1 WHERE topic = \(topic.rawValue)")
        }
    }
}
