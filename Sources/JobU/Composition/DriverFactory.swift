import Foundation
import JobUConfiguration
import JobUDatabase
import JobUSQLite
import JobUStore

/// What a kind of database brings: the one place that tells kinds apart.
struct Engine: Sendable {
    var driver: any DatabaseDriver
    var jobSQL: any JobSQL
    var migrations: [Migration]
    /// The folder the data lies in, where it is a file of this machine.
    var folder: String?
    /// Rings when another process has written, until its task is cancelled; nil where the engine tells by itself.
    var watch: (@Sendable (Database, WakeUps, any Clock<Duration>) async throws -> Void)?

    /// - Throws: `StartError` for a kind this program does not have.
    init(_ name: String, _ settings: DatabaseSettings) throws {
        switch settings.engine {
        case .sqlite(let sqlite):
            driver = SQLiteDriver(
                SQLiteConfiguration(
                    path: sqlite.path, synchronous: sqlite.synchronous == .full ? .full : .normal,
                    busyTimeoutSeconds: max(1, Int(sqlite.busyTimeout.components.seconds))))
            jobSQL = SQLiteJobSQL()
            migrations = SQLiteMigrations.all
            folder = URL(fileURLWithPath: sqlite.path).deletingLastPathComponent().path
            watch = { database, wakeUps, clock in
                try await SQLiteChangeWatcher(path: sqlite.path, database: database, wakeUps: wakeUps, clock: clock).run()
            }
        case .postgresql:
            throw StartError.configuration("database '\(name)': type postgresql is not built into this version; use type sqlite")
        case .mysql:
            throw StartError.configuration("database '\(name)': type mysql is not built into this version; use type sqlite")
        }
    }

    /// Makes the folder of a file that is to be made.
    /// - Throws: `StartError` when it cannot be.
    func makeFolder() throws {
        guard let folder else { return }
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StartError.failure("the folder \(folder) cannot be made: \(error.localizedDescription)")
        }
    }
}
