import GRDBSQLite
import JobUDatabase

/// A session for statements that people wrote. When the task of a caller is cancelled, such a statement is interrupted, and
/// `CancellationError` is thrown; our own around it, such as a commit, are not cut short.
final class GuardedConnection: DatabaseConnection {
    private let thread: SessionThread
    private let session: GuardedSession

    private init(_ session: GuardedSession, _ thread: SessionThread) {
        self.session = session
        self.thread = thread
    }

    static func open(_ configuration: FileConfiguration, _ mode: TransactionMode) async throws -> GuardedConnection {
        try Task.checkCancellation()
        let thread = SessionThread("jobu.sqlite.guarded")
        return try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(with: Result { GuardedConnection(try GuardedSession(configuration, mode), thread) })
            }
        }
    }

    func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] {
        try await perform(sql) { session, text, binds in
            let statement = try session.prepare(text, binds)
            defer { statement.finalize() }
            let columns = RowColumns(statement.columnNames)
            var rows: [ResultRow] = []
            while try statement.next() { rows.append(ResultRow(columns: columns, values: statement.row())) }
            return rows
        }
    }

    func execute(_ sql: SQLQuery) async throws -> Int {
        try await perform(sql) { session, text, binds in
            let statement = try session.prepare(text, binds)
            defer { statement.finalize() }
            while try statement.next() {}
            return statement.isReadOnly ? 0 : Int(sqlite3_changes(session.handle))
        }
    }

    func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = try sql.batchText()
        return try await onThread(text) { session in
            try rows.map { row in
                let statement = try session.prepare(text, row)
                defer { statement.finalize() }
                while try statement.next() {}
                return Int(sqlite3_changes(session.handle))
            }
        }
    }

    func executeScript(_ text: String) async throws {
        try await onThread(text) { session in
            guard sqlite3_exec(session.handle, text, nil, nil, nil) == SQLITE_OK else { throw session.failure }
        }
    }

    func openCursor(_ sql: SQLQuery) async throws -> any RowCursor {
        try await perform(sql) { [self] session, text, binds in
            GuardedCursor(try session.prepare(text, binds), of: sql, connection: self)
        }
    }

    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        let text = mode == .readWrite ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED"
        try await onThread(text) { try $0.run(text) }
    }

    func commit() async throws {
        try await onThread("COMMIT") { try $0.run("COMMIT") }
    }

    func rollback() async throws {
        // Some errors have rolled back already.
        try await onThread("ROLLBACK") { session in if session.isInTransaction { try session.run("ROLLBACK") } }
    }

    func ping() async throws {
        // A file does not go away: there is nothing to ask.
    }

    func close() async throws {
        try await onThread("") { $0.close() }
    }

    /// Works for a statement; guarded where people wrote it.
    func perform<Value: Sendable>(
        _ sql: SQLQuery, _ work: @escaping @Sendable (GuardedSession, String, [SQLValue]) throws -> Value
    ) async throws -> Value {
        let (text, binds) = sql.rendered { _ in "?" }
        guard sql.isForeign else { return try await onThread(text) { try work($0, text, binds) } }
        let guardian = session.guardian
        guardian.reset()
        do {
            return try await withTaskCancellationHandler {
                try await onThread(text) { session in try guardian.guarding { try work(session, text, binds) } }
            } onCancel: { [session] in
                session.interrupt()
            }
        } catch let error as SQLError {
            if guardian.wasStopped, error.code == .timeout { throw CancellationError() }
            guard let refusal = guardian.refusal, error.code == .permission else { throw error }
            var explained = error
            explained.message = "the statement must not use \(refusal) (\(error.message))"
            throw explained
        }
    }

    /// Works on the session's own thread; errors come in our words.
    func onThread<Value: Sendable>(
        _ text: String, _ work: @escaping @Sendable (GuardedSession) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { [session] in
                continuation.resume(with: Result { try work(session) }.mapError { SQLiteError.classify($0, statement: text) })
            }
        }
    }
}
