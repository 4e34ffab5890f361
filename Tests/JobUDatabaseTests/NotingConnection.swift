import JobUDatabase
import Synchronization

/// A session that notes what it is asked and fails where it is told to.
final class NotingConnection: DatabaseConnection {
    private let noted = Mutex<[String]>([])
    private let failing: Set<String>
    private let code: DatabaseError.Code

    init(failing: Set<String> = [], code: DatabaseError.Code = .busy) {
        self.failing = failing
        self.code = code
    }

    var calls: [String] { noted.withLock { $0 } }

    private func note(_ call: String) throws {
        noted.withLock { $0.append(call) }
        if failing.contains(call) { throw DatabaseError(code, call) }
    }

    func fetchAll(_ sql: SQL) async throws -> [Row] { [] }
    func execute(_ sql: SQL) async throws -> Int {
        try note("execute")
        return 1
    }
    func executeBatch(_ text: StaticString, _ rows: [[SQLValue]]) async throws -> [Int] {
        try note("batch")
        return rows.map { _ in 1 }
    }
    func executeScript(_ text: String) async throws {}
    func begin(_ mode: TransactionMode) async throws { try note("begin") }
    func commit() async throws { try note("commit") }
    func rollback() async throws { try note("rollback") }
    func close() async throws { try note("close") }
}

/// Opens the sessions a test has laid out, one after the other, then fails.
final class NotingDriver: DatabaseDriver {
    let writersMax = 1
    let readersMax = 1
    private let sessions: Mutex<[NotingConnection]>

    init(_ sessions: [NotingConnection]) {
        self.sessions = Mutex(sessions)
    }

    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        let session = sessions.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let session else { throw DatabaseError(.cannotOpen, "no session left") }
        return session
    }
}
