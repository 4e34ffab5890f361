import Foundation
import GRDB
package import JobUDatabase

/// Opens sessions with one SQLite file, in WAL mode.
package struct SQLiteDriver: DatabaseDriver {
    /// Bytes the write-ahead log keeps once what it holds is in the file: a long reader lets it grow, and it shrinks again after it.
    private static let walSizeMax = 16 << 20

    private let configuration: FileConfiguration
    private let file: SQLiteFile

    package init(_ configuration: FileConfiguration) {
        self.configuration = configuration
        file = SQLiteFile(path: configuration.path)
    }

    /// SQLite lets one session write at a time.
    package var writersMax: Int? { 1 }
    package var readersMax: Int? { 2 }
    package var syntax: StatementSyntax { .sqlite }
    package var atomic: any AtomicSQL { SQLiteAtomicSQL(configuration) }
    package var migrationRules: MigrationRules { .sqlite(configuration) }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        var grdb = Configuration()
        grdb.label = "jobu.sqlite"
        // A transaction of ours stays open across several accesses.
        grdb.allowsUnsafeTransactions = true
        grdb.busyMode = .timeout(TimeInterval(max(1, configuration.busyTimeout.components.seconds)))
        grdb.prepareDatabase { [configuration] db in
            try db.execute(sql: "PRAGMA journal_mode = WAL")
            try db.execute(sql: configuration.synchronous == .full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
            try db.execute(sql: "PRAGMA foreign_keys = ON")
            try db.execute(sql: "PRAGMA journal_size_limit = \(Self.walSizeMax)")
            // Readers get the lock-free view of WAL and cannot write by mistake.
            if mode == .readOnly { try db.execute(sql: "PRAGMA query_only = ON") }
        }
        try file.checkBeforeOpening()
        SQLiteFile.create(configuration.path)
        do {
            let queue = try DatabaseQueue(path: configuration.path, configuration: grdb)
            file.recordOpened()
            return SQLiteConnection(queue, file)
        } catch {
            throw Self.cannotOpen(configuration.path, error)
        }
    }

    package func connectForStatements(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        do {
            return try await GuardedConnection.open(configuration, mode)
        } catch let error as CancellationError {
            throw error
        } catch {
            throw Self.cannotOpen(configuration.path, error)
        }
    }

    /// By device and number of the file: whatever its names, links among them.
    package var fileIdentity: String? { file.current }

    package func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await SQLiteIdentity.isSame(one, other)
    }

    private static func cannotOpen(_ path: String, _ error: any Error) -> JobUDatabase.SQLError {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        let hint =
            FileManager.default.fileExists(atPath: folder)
            ? "check that the file and its folder can be written" : "its folder \(folder) does not exist"
        return JobUDatabase.SQLError(.cannotOpen, "cannot open \(path): \(SQLiteError.message(error)); \(hint)")
    }
}
