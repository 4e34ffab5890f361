import CJobUSQLite
import GRDB
import GRDBSQLite
import JobUDatabase

/// A session with a file for statements that people wrote. Touched on its connection's thread only, but for `interrupt`.
///
/// It is opened for one transaction and closed after it, so that nothing a statement leaves behind meets another.
final class GuardedSession: @unchecked Sendable {
    /// Longest text, blob or row that a statement may make or read, bytes.
    static let valueBytesMax: Int32 = 1_048_576

    private static let limits: [(Int32, Int32)] = [
        (SQLITE_LIMIT_LENGTH, valueBytesMax), (SQLITE_LIMIT_SQL_LENGTH, 262_144), (SQLITE_LIMIT_COLUMN, 200),
        (SQLITE_LIMIT_EXPR_DEPTH, 200), (SQLITE_LIMIT_COMPOUND_SELECT, 100), (SQLITE_LIMIT_VDBE_OP, 250_000),
        (SQLITE_LIMIT_ATTACHED, 0), (SQLITE_LIMIT_LIKE_PATTERN_LENGTH, 200), (SQLITE_LIMIT_TRIGGER_DEPTH, 50),
        (SQLITE_LIMIT_WORKER_THREADS, 0),
    ]

    let handle: OpaquePointer
    let guardian = StatementGuard()

    /// - Throws: `SQLError` of GRDB, with SQLite's own code and message.
    init(_ configuration: FileConfiguration, _ mode: TransactionMode) throws {
        var opened: OpaquePointer?
        // Where others need no lock between threads, this one does: its cancellation comes from another thread.
        let code = sqlite3_open_v2(
            configuration.path, &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_FULLMUTEX, nil)
        guard code == SQLITE_OK, let opened else {
            let error = opened.map { SQLiteStatement.error(of: $0) } ?? GRDB.DatabaseError(resultCode: ResultCode(rawValue: code))
            sqlite3_close_v2(opened)
            throw error
        }
        handle = opened
        do {
            sqlite3_busy_timeout(opened, Int32(clamping: max(1, configuration.busyTimeout.components.seconds) * 1_000))
            try run("PRAGMA journal_mode = WAL")
            try run(configuration.synchronous == .full ? "PRAGMA synchronous = FULL" : "PRAGMA synchronous = NORMAL")
            try run("PRAGMA foreign_keys = ON")
            if mode == .readOnly { try run("PRAGMA query_only = ON") }
            guard jobu_sqlite_defend(UnsafeMutableRawPointer(opened)) == SQLITE_OK else { throw failure }
            for (limit, value) in Self.limits { _ = sqlite3_limit(opened, limit, value) }
            guardian.watch(opened)
        } catch {
            sqlite3_close_v2(opened)
            throw error
        }
    }

    /// Prepares a statement with its parameters bound. End it with `finalize`.
    func prepare(_ text: String, _ binds: [SQLValue] = []) throws -> SQLiteStatement {
        try SQLiteStatement(text, binds: binds, in: handle)
    }

    /// Runs one statement of ours to its end.
    func run(_ text: String) throws {
        let statement = try prepare(text)
        defer { statement.finalize() }
        while try statement.next() {}
    }

    var isInTransaction: Bool { sqlite3_get_autocommit(handle) == 0 }

    /// Stops the statement at work. May be called on any thread while one is.
    func interrupt() {
        guardian.stop()
        sqlite3_interrupt(handle)
    }

    func close() {
        // One that still has a statement open is closed with that.
        sqlite3_close_v2(handle)
    }

    /// What went wrong last.
    var failure: GRDB.DatabaseError { SQLiteStatement.error(of: handle) }
}
