package import JobUDatabase
import Synchronization

/// One session with a MySQL or MariaDB server.
package final class MySQLConnection: DatabaseConnection {
    /// Rows of a batch that travel in one message.
    private static let bulkMax = 1_000

    private let session: MySQLSession
    /// Sent along with the end of the transaction: puts a setting back that was made for it.
    private let afterEnd = Mutex("")

    init(_ session: MySQLSession) {
        self.session = session
    }

    package func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await session.perform { link in
            let statement = try link.statement(text)
            defer { statement.reset() }
            try statement.run(binds)
            return try statement.rows()
        }
    }

    package func openCursor(_ sql: SQLQuery) async throws -> any RowCursor {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await session.perform { [session] link in
            let statement = try link.newStatement(text)
            // The library takes in a block as a whole, however large its rows are.
            try statement.useCursor(blockSize: link.answerBytesMax == nil ? 500 : 1)
            try statement.run(binds)
            return MySQLCursor(statement, session)
        }
    }

    package func execute(_ sql: SQLQuery) async throws -> Int {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await session.perform { link in
            let statement = try link.statement(text)
            defer { statement.reset() }
            try statement.run(binds)
            return statement.changedCount
        }
    }

    package func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = text.description
        let takesBulks = session.server.takesBulks
        return try await session.perform { [session] link in
            let statement = try link.statement(text)
            var changed: [Int] = []
            for start in stride(from: 0, to: rows.count, by: Self.bulkMax) {
                let slice = rows[start..<min(start + Self.bulkMax, rows.count)]
                if takesBulks, var bulk = MySQLBulk(text, slice) {
                    try statement.runBulk(&bulk)
                    changed += repeatElement(1, count: slice.count)
                } else {
                    for row in slice {
                        defer { statement.reset() }
                        session.noteNextStatement()
                        try statement.run(row)
                        changed.append(statement.changedCount)
                    }
                }
            }
            return changed
        }
    }

    package func executeScript(_ text: String) async throws {
        try await session.perform { try $0.script(text) }
    }

    package func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        let text = Self.isolate(isolation) + "START TRANSACTION" + (mode == .readOnly ? " READ ONLY" : "")
        try await session.perform { try $0.script(text) }
    }

    package func commit() async throws {
        try await end("COMMIT")
    }

    package func rollback() async throws {
        try await end("ROLLBACK")
    }

    private func end(_ text: String) async throws {
        let after = afterEnd.withLock { after in
            defer { after = "" }
            return after
        }
        try await session.perform(isCancellable: false) { link in
            // What the server still has of it ends with the session.
            if link.hasRefusedAnswer, text == "ROLLBACK" { return }
            try link.script(text + after)
        }
    }

    package func ping() async throws {
        try await session.perform { try $0.ping() }
    }

    package func close() async throws {
        await session.close()
    }

    /// The server that the session is with.
    var server: MySQLServer { session.server }

    package var idleMax: Duration? { session.idleMax }

    /// The rows of a command that a server does not prepare.
    func listing(_ text: String) async throws -> [ResultRow] {
        try await session.perform { try $0.listing(text) }
    }

    /// Sends `text` along with the end of the transaction.
    func afterEnd(_ text: String) {
        afterEnd.withLock { $0 = "; " + text }
    }

    /// Runs a script that is not stopped when the task is cancelled.
    func runToCompletion(_ text: String) async throws {
        try await session.perform(isCancellable: false) { try $0.script(text) }
    }

    /// For the next transaction only.
    static func isolate(_ isolation: IsolationLevel?) -> String {
        switch isolation {
        case nil: ""
        case .readCommitted: "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; "
        case .repeatableRead: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; "
        case .serializable: "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; "
        }
    }
}

/// A cursor of the server: it keeps what was not fetched, and other statements may run meanwhile.
///
/// @unchecked Sendable: the statement is used on the session's thread only.
final class MySQLCursor: RowCursor, @unchecked Sendable {
    private let statement: MySQLStatement
    private let session: MySQLSession

    init(_ statement: MySQLStatement, _ session: MySQLSession) {
        self.statement = statement
        self.session = session
    }

    func next(limit: Int) async throws -> [ResultRow] {
        try await session.perform { [self] _ in try statement.rows(limit: limit) }
    }

    func close() async throws {
        try await session.perform(isCancellable: false) { [self] _ in statement.close() }
    }
}
