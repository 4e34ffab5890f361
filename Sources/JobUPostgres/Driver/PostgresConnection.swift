package import JobUDatabase

/// One session with a PostgreSQL server. Blocking calls run on the session's own thread, never on the shared thread pool.
///
/// When the task of a caller is cancelled, the server is asked to stop the running statement and `CancellationError` is thrown;
/// committing, rolling back and closing are not cut short.
package final class PostgresConnection: DatabaseConnection {
    private let thread: SessionThread
    private let session: PostgresHandle
    private let canceller: PostgresCanceller

    private init(_ session: PostgresHandle, _ thread: SessionThread) throws {
        self.session = session
        self.thread = thread
        canceller = PostgresCanceller(try session.live())
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
        return try await perform { session in
            try session.run(text, binds) { result, statement in try result.rows(statement.columns(of: result)) }
        }
    }

    package func execute(_ sql: SQLQuery) async throws -> Int {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await perform { session in try session.run(text, binds) { result, _ in result.changed } }
    }

    package func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = PostgresPlaceholders.numbered(text.description)
        return try await perform { session in try session.batch(text, rows) }
    }

    package func executeScript(_ text: String) async throws {
        try await perform { session in _ = try session.script(text) }
    }

    package func openCursor(_ sql: SQLQuery) async throws -> any RowCursor {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await perform { [self] session in
            let name = session.nextCursorName()
            _ = try session.runOnce("DECLARE \(name) NO SCROLL CURSOR FOR \(text)", binds)
            return PostgresCursor(name: name, transaction: session.transactions, connection: self)
        }
    }

    package func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        let text = PostgresTransaction.begin(isolation) + (mode == .readOnly ? " READ ONLY" : "")
        try await perform { session in try session.begin(text) }
    }

    package func commit() async throws {
        try await performToTheEnd { session in try session.commit() }
    }

    package func rollback() async throws {
        try await performToTheEnd { session in try session.rollback() }
    }

    package func ping() async throws {
        try await perform { session in _ = try session.script("") }
    }

    package func close() async throws {
        try await performToTheEnd { session in session.close() }
    }

    /// Works with the session; the task's cancellation stops the statement.
    func perform<Value: Sendable>(_ work: @escaping @Sendable (PostgresHandle) throws -> Value) async throws -> Value {
        let call = PostgresCall(canceller)
        return try await withTaskCancellationHandler {
            try await performToTheEnd { session in
                try call.start()
                let result = Result { try work(session) }
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

    /// Works with the session, whatever becomes of the task.
    func performToTheEnd<Value: Sendable>(_ work: @escaping @Sendable (PostgresHandle) throws -> Value) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            thread.async { [session] in
                continuation.resume(with: Result { try work(session) })
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
