package import JobUDatabase

/// One session with a PostgreSQL server.
package final class PostgresConnection: DatabaseConnection {
    private let session: PostgresSession

    init(_ session: PostgresSession) {
        self.session = session
    }

    package func fetchAll(_ sql: SQL) async throws -> [Row] {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await session.perform { try $0.query(text, binds).rows() }
    }

    package func openCursor(_ sql: SQL) async throws -> any RowCursor {
        let (text, binds) = sql.rendered { "$\($0)" }
        let name = try await session.perform { link in
            let name = link.nextCursorName()
            _ = try link.query("DECLARE \(name) NO SCROLL CURSOR FOR \(text)", binds)
            return name
        }
        return PostgresCursor(name, session)
    }

    package func execute(_ sql: SQL) async throws -> Int {
        let (text, binds) = sql.rendered { "$\($0)" }
        return try await session.perform { try $0.query(text, binds).changedCount }
    }

    package func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        let text = NumberedPlaceholders.text(text.description)
        return try await session.perform { try PostgresPipeline(link: $0, text: text).run(rows) }
    }

    package func executeScript(_ text: String) async throws {
        try await session.perform { _ = try $0.script(text) }
    }

    package func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        let text = "BEGIN" + Self.clause(isolation) + (mode == .readOnly ? " READ ONLY" : "")
        try await session.perform { _ = try $0.script(text) }
    }

    package func commit() async throws {
        try await session.perform(isCancellable: false) { link in
            let tag = try link.script("COMMIT").tag
            // In a transaction that has failed the server answers ROLLBACK, and calls that no error.
            guard tag == "COMMIT" else {
                throw DatabaseError(.other, "the transaction was rolled back, because a statement in it had failed")
            }
        }
    }

    package func rollback() async throws {
        try await session.perform(isCancellable: false) { _ = try $0.script("ROLLBACK") }
    }

    package func ping() async throws {
        try await session.perform { _ = try $0.script("") }
    }

    package func close() async throws {
        await session.close()
    }

    /// The answer's tag, which some commands say their only truth in.
    func tag(_ text: String) async throws -> String {
        try await session.perform { try $0.script(text).tag }
    }

    func isInTransaction() async throws -> Bool {
        try await session.perform(isCancellable: false) { try $0.isInTransaction() }
    }

    static func clause(_ isolation: IsolationLevel?) -> String {
        switch isolation {
        case nil: ""
        case .readCommitted: " ISOLATION LEVEL READ COMMITTED"
        case .repeatableRead: " ISOLATION LEVEL REPEATABLE READ"
        case .serializable: " ISOLATION LEVEL SERIALIZABLE"
        }
    }
}

/// A cursor of the server: it keeps what was not fetched.
final class PostgresCursor: RowCursor {
    private let name: String
    private let session: PostgresSession

    init(_ name: String, _ session: PostgresSession) {
        self.name = name
        self.session = session
    }

    func next(limit: Int) async throws -> [Row] {
        try await session.perform { [name] in try $0.query("FETCH FORWARD \(limit) FROM \(name)", []).rows() }
    }

    func close() async throws {
        try await session.perform { [name] in _ = try $0.script("CLOSE \(name)") }
    }
}
