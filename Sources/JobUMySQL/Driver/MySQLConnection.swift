package import JobUDatabase
import Synchronization

/// One session with a MySQL or MariaDB server. Blocking calls run on the session's own thread, never on the shared thread pool.
///
/// When the task of a caller is cancelled, the server is asked to stop the running statement and `CancellationError` is thrown once it
/// has; committing, rolling back and closing are not cut short.
package final class MySQLConnection: DatabaseConnection {
    /// Rows of a batch that travel in one message.
    private static let bulkMax = 1_000

    private let thread: SessionThread
    private let handle: MySQLHandle
    private let configuration: ServerConfiguration
    /// Nil where the server itself ends every statement that takes too long, or none may be too long.
    private let deadline: StatementDeadline?
    /// Sent along with the end of the transaction: puts a setting back that was made for it.
    private let afterEnd = Mutex("")

    private init(_ handle: MySQLHandle, _ thread: SessionThread, _ configuration: ServerConfiguration) {
        self.handle = handle
        self.thread = thread
        self.configuration = configuration
        deadline = configuration.statementTimeout.flatMap { limit in
            handle.server.endsEveryStatement
                ? nil : StatementDeadline(limit, on: MySQLCall.queue) { [weak handle] in handle?.killRunningStatement(configuration) }
        }
    }

    deinit {
        // Nobody else has the handle any more; closing may write to the network.
        thread.async { [handle] in handle.close() }
    }

    static func open(_ configuration: ServerConfiguration) async throws -> MySQLConnection {
        let thread = SessionThread("jobu.mysql")
        return try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(with: Result { MySQLConnection(try MySQLHandle(configuration), thread, configuration) })
            }
        }
    }

    package func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await perform { handle in
            let statement = try handle.statement(text)
            defer { statement.reset() }
            try statement.run(binds)
            return try statement.rows()
        }
    }

    package func execute(_ sql: SQLQuery) async throws -> Int {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await perform { handle in
            let statement = try handle.statement(text)
            defer { statement.reset() }
            try statement.run(binds)
            return statement.changedCount
        }
    }

    package func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = try sql.batchText()
        return try await perform { [deadline] handle in
            let statement = try handle.statement(text)
            var changed: [Int] = []
            for start in stride(from: 0, to: rows.count, by: Self.bulkMax) {
                let slice = rows[start..<min(start + Self.bulkMax, rows.count)]
                if handle.server.takesBulks, var bulk = MySQLBulk(text, slice) {
                    try statement.runBulk(&bulk)
                    changed += repeatElement(1, count: slice.count)
                } else {
                    for row in slice {
                        defer { statement.reset() }
                        // Each of them may take as long as the limit says.
                        deadline?.begin()
                        try statement.run(row)
                        changed.append(statement.changedCount)
                    }
                }
            }
            return changed
        }
    }

    package func executeScript(_ text: String) async throws {
        try await perform { handle in try handle.script(text) }
    }

    package func openCursor(_ sql: SQLQuery) async throws -> any RowCursor {
        let (text, binds) = sql.rendered { _ in "?" }
        return try await perform { [self] handle in
            let statement = try handle.newStatement(text)
            // The library takes in a block as a whole, however large its rows are.
            try statement.useCursor(blockSize: handle.answerBytesMax == nil ? 500 : 1)
            try statement.run(binds)
            return MySQLCursor(statement, connection: self)
        }
    }

    package func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        let text = MySQLTransaction.setting(isolation) + "START TRANSACTION" + (mode == .readOnly ? " READ ONLY" : "")
        try await perform { handle in try handle.script(text) }
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
        try await performToCompletion { handle in
            // What the server still has of it ends with the session.
            if handle.hasRefusedAnswer, text == "ROLLBACK" { return }
            try handle.script(text + after)
        }
    }

    package func ping() async throws {
        try await perform { handle in try handle.ping() }
    }

    package func close() async throws {
        try await performToCompletion { handle in handle.close() }
    }

    package var idleMax: Duration? { handle.idleMax }

    /// The server that the session is with.
    var server: MySQLServer { handle.server }

    /// Sends `text` along with the end of the transaction.
    func afterEnd(_ text: String) {
        afterEnd.withLock { $0 = "; " + text }
    }

    /// Works with the handle; the task's cancellation stops the statement.
    func perform<Value: Sendable>(_ work: @escaping @Sendable (MySQLHandle) throws -> Value) async throws -> Value {
        try Task.checkCancellation()
        let call = MySQLCall { [handle, configuration] in handle.killRunningStatement(configuration) }
        return try await withTaskCancellationHandler {
            try await onThread { [deadline] handle in
                try call.start()
                deadline?.begin()
                let result = handle.result(of: work)
                let (isLate, isCancelled) = (deadline?.end() ?? false, call.end())
                guard isLate || isCancelled else { return try result.get() }
                if case .failure(let error as SQLError) = result, error.serverCode == MySQLError.interrupted {
                    throw isCancelled ? CancellationError() : MySQLError.late(error)
                }
                // The request may have come after the statement: let it hit this empty one, not the next.
                handle.absorbCancellation()
                return try result.get()
            }
        } onCancel: {
            call.cancel()
        }
    }

    /// Works with the handle, whatever becomes of the task.
    func performToCompletion<Value: Sendable>(_ work: @escaping @Sendable (MySQLHandle) throws -> Value) async throws -> Value {
        try await onThread { handle in try handle.result(of: work).get() }
    }

    private func onThread<Value: Sendable>(_ work: @escaping @Sendable (MySQLHandle) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { [handle] in
                continuation.resume(with: Result { try work(handle) })
            }
        }
    }
}

/// How a transaction begins.
enum MySQLTransaction {
    /// Sets the isolation level of the next transaction, and of no other; empty for the server's default.
    static func setting(_ isolation: IsolationLevel?) -> String {
        switch isolation {
        case nil: ""
        case .readCommitted: "SET TRANSACTION ISOLATION LEVEL READ COMMITTED; "
        case .repeatableRead: "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ; "
        case .serializable: "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE; "
        }
    }
}
