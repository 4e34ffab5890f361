import JobUDatabase
import Synchronization

/// A query of a guarded session: SQLite computes each row when it is asked for, and memory holds few of them.
final class GuardedCursor: RowCursor {
    /// Bytes of rows that are handed out in one piece; the piece ends with the row that reaches them.
    private static let pieceBytesMax = 262_144
    /// Bytes of one row.
    private static let rowBytesMax = 4 * Int(GuardedSession.valueBytesMax)

    // Touched on the session's thread only.
    private struct Open: @unchecked Sendable {
        var statement: SQLiteStatement
        var columns: RowColumns
    }

    private let open: Mutex<Open?>
    private let sql: SQLQuery
    private let connection: GuardedConnection

    init(_ statement: SQLiteStatement, of sql: SQLQuery, connection: GuardedConnection) {
        open = Mutex(Open(statement: statement, columns: RowColumns(statement.columnNames)))
        self.sql = sql
        self.connection = connection
    }

    func next(limit: Int) async throws -> [ResultRow] {
        try await connection.perform(sql) { [self] _, _, _ in
            try open.withLock { open in
                // A statement that has failed holds up the end of its transaction.
                do { return try Self.read(&open, limit) } catch {
                    Self.end(&open)
                    throw error
                }
            }
        }
    }

    func close() async throws {
        try await connection.onThread("") { [self] _ in open.withLock { Self.end(&$0) } }
    }

    private static func read(_ open: inout Open?, _ limit: Int) throws -> [ResultRow] {
        var rows: [ResultRow] = []
        var bytes = 0
        while let cursor = open, rows.count < limit, bytes < pieceBytesMax {
            guard try cursor.statement.next() else {
                end(&open)
                break
            }
            let size = cursor.statement.rowBytes
            guard size <= rowBytesMax else {
                throw SQLError(.constraintViolation, "a row of the answer is larger than \(rowBytesMax) bytes")
            }
            bytes += size
            rows.append(ResultRow(columns: cursor.columns, values: cursor.statement.row()))
        }
        return rows
    }

    private static func end(_ open: inout Open?) {
        open?.statement.finalize()
        open = nil
    }
}
