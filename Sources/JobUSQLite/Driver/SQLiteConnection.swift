import Foundation
import GRDB
package import JobUDatabase

/// One session with a SQLite file. Blocking calls run on the session's own queue, never on the shared thread pool.
///
/// A statement that has begun is not cut short by the cancellation of a task: it is short, and the transaction around it
/// then rolls back.
package final class SQLiteConnection: DatabaseConnection {
    private let queue: DatabaseQueue
    private let file: SQLiteFile

    init(_ queue: DatabaseQueue, _ file: SQLiteFile) {
        self.queue = queue
        self.file = file
    }

    package func fetchAll(_ sql: JobUDatabase.SQLQuery) async throws -> [JobUDatabase.ResultRow] {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await perform(text) { db in
            let statement = try SQLiteStatement(text, in: db)
            let columns = RowColumns(statement.columnNames)
            var rows: [JobUDatabase.ResultRow] = []
            try statement.run(binds) { rows.append(JobUDatabase.ResultRow(columns: columns, values: statement.row())) }
            return rows
        }
    }

    package func execute(_ sql: JobUDatabase.SQLQuery) async throws -> Int {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await perform(text) { db in
            let statement = try SQLiteStatement(text, in: db)
            try statement.run(binds)
            return statement.isReadOnly ? 0 : db.changesCount
        }
    }

    package func executeBatch(_ sql: JobUDatabase.SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = try sql.batchText()
        return try await perform(text) { db in
            let statement = try SQLiteStatement(text, in: db)
            return try rows.map { row in
                try statement.run(row)
                return db.changesCount
            }
        }
    }

    package func executeScript(_ text: String) async throws {
        try await perform(text) { db in try db.execute(sql: text) }
    }

    package func openCursor(_ sql: JobUDatabase.SQLQuery) async throws -> any JobUDatabase.RowCursor {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await perform(text) { [queue] db in
            SQLiteCursor(try SQLiteStatement(text, binds: binds, in: db), text: text, queue: queue)
        }
    }

    package func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        // IMMEDIATE takes the write lock now: a lock taken later could fail with busy in the middle.
        let text = mode == .readWrite ? "BEGIN IMMEDIATE" : "BEGIN DEFERRED"
        try await perform(text) { db in try db.execute(sql: text) }
    }

    package func commit() async throws {
        try await perform("COMMIT") { db in try db.execute(sql: "COMMIT") }
    }

    package func rollback() async throws {
        try await perform("ROLLBACK") { db in
            // Some errors, such as a full disk, have rolled back already.
            if db.isInsideTransaction { try db.execute(sql: "ROLLBACK") }
        }
    }

    package func ping() async throws {
        try file.check()
    }

    package func close() async throws {
        try queue.close()
    }

    private func perform<Value: Sendable>(
        _ text: String, _ work: @escaping @Sendable (GRDB.Database) throws -> Value
    ) async throws -> Value {
        try await queue.perform(text) { [file] db in
            // What an open transaction has begun is seen by its next one.
            if !db.isInsideTransaction { try file.check() }
            return try work(db)
        }
    }
}

extension DatabaseQueue {
    /// Works on the session's own queue; errors come in our words.
    func perform<Value: Sendable>(
        _ text: String, _ work: @escaping @Sendable (GRDB.Database) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            asyncWriteWithoutTransaction { db in
                continuation.resume(with: Result { try work(db) }.mapError { SQLiteError.classify($0, statement: text) })
            }
        }
    }
}
