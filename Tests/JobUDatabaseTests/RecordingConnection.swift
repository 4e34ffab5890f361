import JobUDatabase
import JobUTime
import Synchronization

/// A session that notes what it is asked and fails where it is told to.
final class RecordingConnection: DatabaseConnection {
    private let noted = Mutex<[String]>([])
    private let failing: Set<String>
    private let code: SQLError.Code

    init(failing: Set<String> = [], code: SQLError.Code = .busy) {
        self.failing = failing
        self.code = code
    }

    var calls: [String] { noted.withLock { $0 } }

    private func note(_ call: String) throws {
        noted.withLock { $0.append(call) }
        if failing.contains(call) { throw SQLError(code, call) }
    }

    func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] { [] }
    func execute(_ sql: SQLQuery) async throws -> Int {
        try note("execute")
        return 1
    }
    func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        try note("batch")
        return rows.map { _ in 1 }
    }
    func executeScript(_ text: String) async throws { try note(text) }
    func openCursor(_ sql: SQLQuery) async throws -> any RowCursor { throw SQLError(.other, "no cursors here") }
    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws { try note("begin") }
    func ping() async throws { try note("ping") }
    func commit() async throws { try note("commit") }
    func rollback() async throws { try note("rollback") }
    func close() async throws { try note("close") }
}

/// Opens the sessions a test has laid out, one after the other, then fails.
final class RecordingDriver: DatabaseDriver {
    let writersMax: Int? = 1
    let readersMax: Int? = 1
    var syntax: StatementSyntax { StatementSyntax() }
    var atomic: any AtomicSQL { NoAtomicSQL() }
    var migrationRules: MigrationRules {
        MigrationRules(lock: nil, undoesSchema: true, tables: "SELECT name FROM tables", grants: "rights")
    }
    private let sessions: Mutex<[RecordingConnection]>

    init(_ sessions: [RecordingConnection]) {
        self.sessions = Mutex(sessions)
    }

    func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool { one === other }

    func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        let session = sessions.withLock { $0.isEmpty ? nil : $0.removeFirst() }
        guard let session else { throw SQLError(.cannotOpen, "no session left") }
        return session
    }
}

/// An engine that takes part in nothing.
struct NoAtomicSQL: AtomicSQL {
    private static let refusal = SQLError(.other, "takes part in nothing")

    var canPrepare: Bool { false }
    var tables: String { "" }
    func identity(_ connection: any DatabaseConnection) async throws -> String { throw Self.refusal }
    func refusals(_ connection: any DatabaseConnection, as role: AtomicRole) async throws -> [String] { throw Self.refusal }
    func beginLastAgent(_ connection: any DatabaseConnection, isolation: IsolationLevel?) async throws { throw Self.refusal }
    func beginBranch(_ connection: any DatabaseConnection, _ id: BranchID, isolation: IsolationLevel?) async throws { throw Self.refusal }
    func prepare(_ connection: any DatabaseConnection, _ id: BranchID) async throws { throw Self.refusal }
    func abandonBranch(_ connection: any DatabaseConnection, _ id: BranchID) async throws { throw Self.refusal }
    func commitPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer { throw Self.refusal }
    func rollbackPrepared(_ connection: any DatabaseConnection, _ id: BranchID) async throws -> BranchAnswer { throw Self.refusal }
    func preparedBranches(_ connection: any DatabaseConnection, gtridPrefix: String) async throws -> [BranchID] { throw Self.refusal }
    func resolve(_ connection: any DatabaseConnection, gtrid: String, now: Timestamp) async throws -> String? { throw Self.refusal }
}
