import Foundation
package import JobUDatabase
package import JobUStore

/// Rings when another process has written to the same SQLite file, so that nobody polls for it.
///
/// The operating system reports writes to the write-ahead log; `data_version`, asked on the one session that writes, tells
/// other processes' commits from our own.
package struct SQLiteChangeWatcher: Sendable {
    /// A commit becomes visible a moment after its last write to the file: what is not there yet is looked for again.
    private static let looks: [Duration] = [.zero, .milliseconds(1), .milliseconds(4), .milliseconds(16), .milliseconds(64)]

    private let path: String
    private let database: Database
    private let wakeUps: WakeUps
    private let clock: any Clock<Duration>

    package init(path: String, database: Database, wakeUps: WakeUps, clock: any Clock<Duration>) {
        self.path = path
        self.database = database
        self.wakeUps = wakeUps
        self.clock = clock
    }

    /// Works until its task is cancelled.
    /// - Throws: when the system has no more watches to give, or the database cannot be asked.
    package func run() async throws {
        var version = try await dataVersion()
        // Something may have been written before the watch began.
        wakeUps.ring()
        for await _ in try events() {
            for pause in Self.looks {
                try await clock.sleep(for: pause)
                let current = try await dataVersion()
                guard current != version else { continue }
                version = current
                wakeUps.ring()
            }
        }
    }

    private func dataVersion() async throws -> Int64 {
        try await database.withConnection(.readWrite) { connection in
            try await connection.fetchAll("PRAGMA data_version").first?.int64("data_version") ?? 0
        }
    }

    private func events() throws -> AsyncStream<Void> {
        #if canImport(Glibc)
            let file = URL(fileURLWithPath: path)
            let events = try FolderEvents(folder: file.deletingLastPathComponent().path, prefix: file.lastPathComponent)
            return AsyncStream { [events] in
                var iterator = events.stream.makeAsyncIterator()
                return await iterator.next()
            }
        #else
            // Where the system reports nothing, the version is asked for; that is one read of shared memory.
            let clock = clock
            return AsyncStream {
                do { try await clock.sleep(for: .milliseconds(20)) } catch { return nil }
            }
        #endif
    }
}
