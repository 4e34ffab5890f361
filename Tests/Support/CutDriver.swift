package import JobUDatabase
import Synchronization

/// A driver whose sessions break: each kind of call is cut once, and the session is gone after it. Whoever tries again and again gets a
/// step further each time, until nothing is left to be cut.
package final class CutDriver: DatabaseDriver {
    package enum Moment: Sendable, CaseIterable {
        /// The engine never hears of the call.
        case before
        /// The engine has done it, and its answer is lost.
        case after
    }

    private let driver: any DatabaseDriver
    private let moment: Moment
    private let seen = Mutex<Set<String>>([])

    package init(_ driver: any DatabaseDriver, _ moment: Moment) {
        self.driver = driver
        self.moment = moment
    }

    /// How many calls were cut.
    package var cuts: Int { seen.withLock { $0.count } }

    package var writersMax: Int? { driver.writersMax }
    package var readersMax: Int? { driver.readersMax }
    package var syntax: StatementSyntax { driver.syntax }
    package var atomic: any AtomicSQL { driver.atomic }
    package var migrationRules: MigrationRules { driver.migrationRules }

    package func connect(_ mode: TransactionMode) async throws -> any DatabaseConnection {
        CutConnection(try await driver.connect(mode), self)
    }

    package func isSameDatabase(_ one: any DatabaseConnection, _ other: any DatabaseConnection) async throws -> Bool {
        try await driver.isSameDatabase(one, other)
    }

    fileprivate func call<Value: Sendable>(
        _ name: String, on connection: any DatabaseConnection, _ body: () async throws -> Value
    ) async throws -> Value {
        let isFirst = seen.withLock { $0.insert(name).inserted }
        guard isFirst else { return try await body() }
        if moment == .after { _ = try await body() }
        try await connection.close()
        throw SQLError(.connectionLost, "cut at: \(name)")
    }
}

private final class CutConnection: DatabaseConnection {
    private let connection: any DatabaseConnection
    private let cutter: CutDriver
    /// The last statement, which tells one begin or commit from another.
    private let last = Mutex("")

    init(_ connection: any DatabaseConnection, _ cutter: CutDriver) {
        self.connection = connection
        self.cutter = cutter
    }

    private func call<Value: Sendable>(_ name: String, _ body: (any DatabaseConnection) async throws -> Value) async throws -> Value {
        try await cutter.call(name, on: connection) { try await body(connection) }
    }

    private func statement<Value: Sendable>(_ text: String, _ body: (any DatabaseConnection) async throws -> Value) async throws -> Value {
        last.withLock { $0 = text }
        return try await call(text, body)
    }

    private func afterLast(_ word: String) -> String { "\(word) after \(last.withLock(\.self))" }

    func fetchAll(_ sql: SQLQuery) async throws -> [ResultRow] { try await statement("\(sql)") { try await $0.fetchAll(sql) } }
    func execute(_ sql: SQLQuery) async throws -> Int { try await statement("\(sql)") { try await $0.execute(sql) } }
    func executeScript(_ text: String) async throws { try await statement(text) { try await $0.executeScript(text) } }
    func executeBatch(_ sql: SQLQuery, _ rows: [[SQLValue]]) async throws -> [Int] {
        try await statement(try sql.batchText()) { try await $0.executeBatch(sql, rows) }
    }
    func begin(_ mode: TransactionMode, isolation: IsolationLevel?) async throws {
        try await call(afterLast("begin")) { try await $0.begin(mode, isolation: isolation) }
    }
    func commit() async throws { try await call(afterLast("commit")) { try await $0.commit() } }
    func openCursor(_ sql: SQLQuery) async throws -> any RowCursor { try await connection.openCursor(sql) }
    func rollback() async throws { try await connection.rollback() }
    func ping() async throws { try await connection.ping() }
    func close() async throws { try await connection.close() }
}
