import JobUContracts
import JobUDatabase
import Testing
@testable import JobUPostgres

@Suite("PostgreSQL's batches", .needsPostgres, .inTurn)
struct PostgresBatchTests {
    // Keeps the schema while a test runs.
    private let bench: Bench

    init() async throws {
        bench = try await Bench()
    }

    private func table() async throws -> any DatabaseConnection {
        let connection = try await bench.connect()
        try await connection.executeScript("CREATE TABLE things (id BIGINT PRIMARY KEY, name TEXT, amount DOUBLE PRECISION)")
        return connection
    }

    @Test("ten thousand rows")
    func many() async throws {
        let connection = try await table()
        let rows: [[SQLValue]] = (0..<10_000).map { [.int($0), .text("이름 \($0)"), $0.isMultiple(of: 3) ? .null : .double(0.5)] }
        try await connection.begin(.readWrite, isolation: nil)
        #expect(try await connection.executeBatch("INSERT INTO things VALUES (?, ?, ?)", rows) == Array(repeating: 1, count: 10_000))
        try await connection.commit()
        let row = try await connection.row("SELECT count(*) AS total, count(amount) AS amounts, min(name) AS name FROM things")
        #expect(try row.int("total") == 10_000)
        #expect(try row.int("amounts") == 6_666)
        #expect(try row.text("name") == "이름 0")
    }

    @Test("large values both ways do not block each other")
    func large() async throws {
        let connection = try await table()
        let text = String(repeating: "x", count: 1 << 20)
        let rows: [[SQLValue]] = (0..<40).map { [.int($0), .text(text)] }
        let changed = try await connection.executeBatch("INSERT INTO things (id, name) VALUES (?, ?) RETURNING id, name", rows)
        #expect(changed == Array(repeating: 1, count: 40))
    }

    @Test("the first failing run gives its error, and nothing of the transaction stays")
    func failing() async throws {
        let connection = try await table()
        let rows: [[SQLValue]] = (0..<5_000).map { [.int($0 == 2_500 ? 0 : $0), .text("a")] }
        try await connection.begin(.readWrite, isolation: nil)
        let error = await failure { _ = try await connection.executeBatch("INSERT INTO things (id, name) VALUES (?, ?)", rows) }
        #expect(error?.code == .uniqueViolation)
        try await connection.rollback()
        #expect(try await connection.row("SELECT count(*) AS total FROM things").int("total") == 0)
    }

    @Test("a value that cannot be sent ends the batch, and the session is good again")
    func unsendable() async throws {
        let connection = try await table()
        try await connection.begin(.readWrite, isolation: nil)
        let error = await failure {
            let rows: [[SQLValue]] = [[.int(1), .text("a")], [.int(2), .text("\u{0}")]]
            _ = try await connection.executeBatch("INSERT INTO things (id, name) VALUES (?, ?)", rows)
        }
        #expect(error?.message.contains("NUL") == true)
        try await connection.rollback()
        let tooFew = await failure { _ = try await connection.executeBatch("INSERT INTO things (id, name) VALUES (?, ?)", [[.int(1)]]) }
        #expect(tooFew?.code == .other)
        #expect(tooFew?.serverCode == "08P01")
        #expect(try await connection.executeBatch("INSERT INTO things (id) VALUES (?)", []).isEmpty)
        #expect(try await connection.row("SELECT count(*) AS total FROM things").int("total") == 0)
    }

    @Test(
        "placeholders are numbered, but not within strings, names and comments",
        arguments: [
            ("a = ? AND b=?", "a = $1 AND b=$2"), ("'?' || '''?' || ?", "'?' || '''?' || $1"), (#"E'\'?' || ?"#, #"E'\'?' || $1"#),
            (#"'\' || ?"#, #"'\' || $1"#), (#""a?""b?" = ?"#, #""a?""b?" = $1"#), ("? -- ?\n?", "$1 -- ?\n$2"),
            ("? /* ? /* ? */ ? */ ?", "$1 /* ? /* ? */ ? */ $2"),
            ("$$ ? $$ ?", "$$ ? $$ $1"), ("$t$ ? $$ ? $t$ ?", "$t$ ? $$ ? $t$ $1"), ("a$b$ ? ", "a$b$ $1 "), ("'?", "'?"),
            ("/* ?", "/* ?"), ("$a$ ?", "$a$ ?"),
            ("SELECT '밤?', ? - ?", "SELECT '밤?', $1 - $2"), ("like'x\\' || ?", "like'x\\' || $1"),
        ])
    func placeholders(_ written: String, _ numbered: String) {
        #expect(PostgresPlaceholders.numbered(written) == numbered)
    }
}
