package import JobUDatabase

/// One session with a PostgreSQL server. Blocking calls run on the session's own thread, never on the shared thread pool.
///
/// When the task of a caller is cancelled, the server is asked to stop the running statement and `CancellationError` is thrown;
/// committing, rolling back and closing are not cut short.
package final class PostgresConnection: DatabaseConnection {
    private let thread: SessionThread
    private let handle: PostgresHandle
    private let canceller: PostgresCanceller

    private init(_ handle: PostgresHandle, _ thread: SessionThread) throws {
        self.handle = handle
        self.thread = thread
        canceller = PostgresCanceller(try handle.live())
    }

    static func open(_ configuration: ServerConfiguration) async throws -> PostgresConnection {
        try Task.checkCancellation()
        let thread = SessionThread("jobu.postgres")
        return try await withCheckedThrowingContinuation { continuation in
            thread.async {
                continuation.resume(with: Result { try PostgresConnection(PostgresHandle(configuration), thread) })
            }
        }
    }

    package func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await perform { handle in
            try handle.run(text, binds) { result, statement in try result.rows(statement.columns(of: result)) }
        }
    }

    package func execute(_ sql: SQLQuery) async throws -> Int {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await perform { handle in try handle.run(text, binds) { result, _ in result.changed } }
    }

    package func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = PostgresPlaceholders.numbered(try sql.batchText())
        return try await perform { handle in try handle.batch(text, rows) }
    }

    package func executeScript(_ text: String) async throws {
        try await perform { handle in _ = try handle.script(text) }
    }

    package func openCursor(_ sql: SQLQuery) async throws -> any RowCursor {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await perform { [self] handle in
            let name = handle.nextCursorName()
            _ = try handle.runOnce("DECLARE \(name) NO SCROLL CURSOR FOR \(text)", binds)
            return PostgresCursor(name: name, transaction: handle.transactions, connection: self)
        }
    }

    package func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        let text = PostgresTransaction.begin(isolation) + (mode == .readOnly ? " READ ONLY" : "")
        try await perform { handle in try handle.begin(text) }
    }

    package func commit() async throws {
        try await performToCompletion { handle in try handle.commit() }
    }

    package func rollback() async throws {
        try await performToCompletion { handle in try handle.rollback() }
    }

    package func ping() async throws {
        try await perform { handle in _ = try handle.script("") }
    }

    package func close() async throws {
        try await performToCompletion { handle in handle.close() }
    }

    /// Works with the handle; the task's cancellation stops the statement.
    func perform<Value: Sendable>(_ work: @escaping @Sendable (PostgresHandle) throws -> Value) async throws -> Value {
        let call = PostgresCall(canceller)
        return try await withTaskCancellationHandler {
            try await performToCompletion { handle in
                try call.start()
                let result = Result { try work(handle) }
                let isCancelled = call.end()
                if isCancelled, case .failure(let error as SQLError) = result, error.serverCode == PostgresError.canceled {
                    throw CancellationError()
                }
                return try result.get()
            }
        } onCancel: {
            call.cancel()
        }
    }

    /// Works with the handle, whatever becomes of the task.
    func performToCompletion<Value: Sendable>(_ work: @escaping @Sendable (PostgresHandle) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { [handle] in
                continuation.resume(with: Result { try work(handle) })
            }
        }
    }
}

/// How a transaction begins.
enum PostgresTransaction {
    static func begin(_ isolation: IsolationLevel?) -> String {
        switch isolation {
        case nil: "BEGIN"
        case .readCommitted: "BEGIN ISOLATION LEVEL READ COMMITTED"
        case .repeatableRead: "BEGIN ISOLATION LEVEL REPEATABLE READ"
        case .serializable: "BEGIN ISOLATION LEVEL SERIALIZABLE"
        }
    }
}
