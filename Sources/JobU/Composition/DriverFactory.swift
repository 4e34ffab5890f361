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
    /// Where another process of this machine may write to the same file.
    var watchedPath: String?

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
            watchedPath = sqlite.path
        case .postgresql:
            throw StartError.configuration("database '\(name)': type postgresql is not built into this version; use type sqlite")
        case .mysql:
            throw StartError.configuration("database '\(name)': type mysql is not built into this version; use type sqlite")
        }
    }

    /// Makes the folder of a file that is to be made.
    /// - Throws: `StartError` when it cannot be.
    func makeFolder() throws {
        guard let watchedPath else { return }
        let folder = URL(fileURLWithPath: watchedPath).deletingLastPathComponent().path
        do {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        } catch {
            throw StartError.failure("the folder \(folder) cannot be made: \(error.localizedDescription)")
        }
    }
}
