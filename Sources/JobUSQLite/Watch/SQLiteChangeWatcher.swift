import Foundation
package import JobUDatabase
package import JobUStore

/// Notifies when another process has written to the same SQLite file, so that nobody polls for it.
///
/// The operating system reports writes to the write-ahead log; `data_version`, asked on the one session that writes, distinguishes
/// other processes' commits from our own.
package struct SQLiteChangeWatcher: Sendable {
    /// A commit becomes visible a moment after its last write to the file: the version is asked for again after these pauses, unless
    /// another write begins them anew.
    private static let recheckPauses: [Duration] = [.milliseconds(1), .milliseconds(4), .milliseconds(16), .milliseconds(64)]

    private let path: String
    private let database: Database
    private let signals: ChangeSignals
    private let clock: any Clock<Duration>

    package init(path: String, database: Database, signals: ChangeSignals, clock: any Clock<Duration>) {
        self.path = path
        self.database = database
        self.signals = signals
        self.clock = clock
    }

    /// Works until its task is cancelled.
    /// - Parameter onWorking: called after each check of the version.
    /// - Throws: when the system has no more watches to give, or the database cannot be asked; `CancellationError`.
    package func run(onWorking: @Sendable () -> Void = {}) async throws {
        let writes = ChangeSignals().listener(to: [])
        let events = try watch(writes)
        var version = try await dataVersion()
        onWorking()
        // Something may have been written before the watch began.
        signals.notify()
        var rechecks = 0
        while true {
            let pause = rechecks < Self.recheckPauses.count ? Self.recheckPauses[rechecks] : Self.rest
            let result = try await writes.wait(for: pause, clock: clock)
            rechecks = result == .notified ? 0 : rechecks + 1
            let current = try await dataVersion()
            onWorking()
            if current != version {
                version = current
                signals.notify()
            }
            withExtendedLifetime(events) {}
        }
    }

    private func dataVersion() async throws -> Int64 {
        try await database.withConnection(.readWrite) { connection in
            try await connection.fetchAll("PRAGMA data_version").first?.int64("data_version") ?? 0
        }
    }

    #if canImport(Glibc)
        /// Nil: until the next write.
        private static let rest: Duration? = nil

        private func watch(_ writes: SignalListener) throws -> FolderEvents {
            let file = URL(fileURLWithPath: path)
            return try FolderEvents(folder: file.deletingLastPathComponent().path, prefix: file.lastPathComponent) { writes.notify() }
        }
    #else
        /// Where the system reports nothing, the version is asked for; that is one read of shared memory.
        private static let rest: Duration? = .milliseconds(20)

        private func watch(_ writes: SignalListener) throws {}
    #endif
}
