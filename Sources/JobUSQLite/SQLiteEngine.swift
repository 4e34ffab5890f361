import Foundation
import JobUDatabase
package import JobUStore

extension DatabaseEngine {
    /// A file of this machine; part of every program.
    package static let sqlite = DatabaseEngine { database in
        guard let configuration = database.file(ofType: "sqlite") else { return nil }
        var parts = EngineParts(driver: SQLiteDriver(configuration), dialect: SQLiteDialect(), migrations: SQLiteMigrations.all)
        parts.folder = URL(fileURLWithPath: configuration.path).deletingLastPathComponent().path
        parts.file = configuration.path
        parts.trial = .sqlite(configuration)
        parts.watch = { database, signals, clock, onWorking in
            try await SQLiteChangeWatcher(path: configuration.path, database: database, signals: signals, clock: clock).run(
                onWorking: onWorking)
        }
        return parts
    }
}
