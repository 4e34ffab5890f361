import GRDB
package import JobUDatabase
import Synchronization

/// A query that is read bit by bit: SQLite computes each row when it is asked for.
package final class SQLiteCursor: JobUDatabase.RowCursor {
    // Touched on the session's queue only.
    private struct Open: @unchecked Sendable {
        var statement: SQLiteStatement
        var columns: RowColumns
    }

    private let open: Mutex<Open?>
    private let text: String
    private let queue: DatabaseQueue

    init(_ statement: SQLiteStatement, text: String, queue: DatabaseQueue) {
        open = Mutex(Open(statement: statement, columns: RowColumns(statement.columnNames)))
        self.text = text
        self.queue = queue
    }

    package func next(limit: Int) async throws -> [JobUDatabase.ResultRow] {
        try await queue.perform(text) { [self] _ in
            try open.withLock { open in
                var rows: [JobUDatabase.ResultRow] = []
                while let cursor = open, rows.count < limit {
                    guard try cursor.statement.next() else {
                        cursor.statement.reset()
                        open = nil
                        break
                    }
                    rows.append(JobUDatabase.ResultRow(columns: cursor.columns, values: cursor.statement.row()))
                }
                return rows
            }
        }
    }

    package func close() async throws {
        try await queue.perform(text) { [self] _ in
            open.withLock { open in
                open?.statement.reset()
                open = nil
            }
        }
    }
}
