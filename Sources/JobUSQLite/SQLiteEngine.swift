import Foundation
import JobUConfiguration
package import JobUStore

extension DatabaseEngine {
    /// A file of this machine; part of every program.
    package static let sqlite = DatabaseEngine { engine in
        guard case .sqlite(let settings) = engine else { return nil }
        let configuration = SQLiteConfiguration(
            path: settings.path, synchronous: settings.synchronous == .full ? .full : .normal,
            busyTimeoutSeconds: max(1, Int(settings.busyTimeout.components.seconds)))
        var parts = EngineParts(driver: SQLiteDriver(configuration), jobSQL: SQLiteDialect(), migrations: SQLiteMigrations.all)
        parts.folder = URL(fileURLWithPath: settings.path).deletingLastPathComponent().path
        parts.file = settings.path
        parts.trial = .sqlite(configuration)
        parts.watch = { database, signals, clock, onWorking in
            try await SQLiteChangeWatcher(path: settings.path, database: database, signals: signals, clock: clock).run(
                onWorking: onWorking)
        }
        return parts
    }
}
