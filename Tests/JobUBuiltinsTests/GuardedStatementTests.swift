import Foundation
import JobUBuiltins
import JobUDatabase
import JobUHandler
import JobUModel
import JobUSQLite
import JobUTesting
import Testing

/// docs/builtin-handlers.md: what a statement on SQLite may do, and what it may not.
@Suite("Statements on SQLite are guarded by its own means", .timeLimit(.minutes(1)))
struct GuardedStatementTests {
    /// Each reaches beyond its database, or into its pages.
    private static let attacks = [
        "ATTACH DATABASE 'other.db' AS h", "\u{FEFF}ATTACH DATABASE 'other.db' AS h", "DETACH main", "PRAGMA query_only = OFF",
        "\u{FEFF}PRAGMA writable_schema = ON", "COMMIT", "\u{FEFF}COMMIT", "SAVEPOINT x", "VACUUM INTO 'copy.db'",
        "\u{FEFF}VACUUM INTO 'copy.db'",
        "SELECT hex(fts3_tokenizer('simple'))", "SELECT fts3_tokenizer('x', x'4242424242424242')",
        "SELECT hex(\"fts3_tokenizer\"('simple'))", "SELECT hex([fts3_tokenizer]('simple'))",
        "CREATE VIRTUAL TABLE v USING fts3(a, tokenize=x)", "CREATE VIRTUAL TABLE v USING fts5(a)",
        "SELECT load_extension('/tmp/x.so')", "SELECT * FROM pragma_database_list", "SELECT * FROM pragma_query_only",
        "CREATE TEMP TABLE t (a)", "UPDATE sqlite_master SET sql = ''", "UPDATE jobu_tx SET state = 'C'", "SELECT data FROM sqlite_dbpage",
    ]

    private static let large = [
        "SELECT zeroblob(1700000000) AS b", "SELECT randomblob(1700000000) AS b",
        "SELECT replace(hex(zeroblob(500000)), '0', 'aaaaaaaaaa') AS b",
        "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c LIMIT 3000) SELECT group_concat(hex(zeroblob(1000))) FROM c",
    ]

    private struct Place {
        let folder: TemporaryDirectory
        let reports: Database

        init() async throws {
            folder = try TemporaryDirectory()
            reports = Self.open("reports", folder.file("reports.db"))
            try await reports.withConnection(.readWrite) {
                try await $0.executeScript("CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); CREATE TABLE jobu_tx (state TEXT);")
            }
        }

        static func open(_ name: String, _ path: String) -> Database {
            Database(name: name, driver: SQLiteDriver(FileConfiguration(path: path, synchronous: .normal)), time: TimeSource.system)
        }

        func run(_ statement: String, stores: [Database] = []) async throws -> HandlerResult {
            let params = try JSONEncoder().encode(["statement": statement])
            let registry = JobDatabases([reports], stores: stores)
            return try await RegisteredHandler(SQLHandler(databases: ["reports"], rowsMax: 10)).execute(
                String(decoding: params, as: UTF8.self), HandlerRun().context(registry))
        }

        /// The statement as it reaches the engine when everything before it has let it pass.
        func runUnseen(_ statement: String) async throws {
            var sql = SQLQuery.uncheckedRaw(statement)
            sql.isForeign = true
            let foreign = sql
            _ = try await JobDatabases([reports]).forStatements.transaction("reports") { tx in
                try await tx.withRows(foreign) { rows in
                    var count = 0
                    for try await _ in rows { count += 1 }
                    return count
                }
            }
        }
    }

    @Test("an attack is refused for good, and leaves nothing", arguments: attacks)
    func refused(_ statement: String) async throws {
        let place = try await Place()
        let error = try await failure { try await place.run(statement) }
        #expect(error?.isRetryable == false, "\(error?.message ?? "it ran")")
        #expect(!FileManager.default.fileExists(atPath: "copy.db") && !FileManager.default.fileExists(atPath: "other.db"))
    }

    @Test("the engine refuses it, too, without the help of what reads the text", arguments: attacks)
    func refusedByEngine(_ statement: String) async throws {
        let place = try await Place()
        let error = await #expect(throws: (any Error).self) { try await place.runUnseen(statement) }
        #expect(error?.databaseError != nil || error is HandlerError, "\(String(describing: error))")
        #expect(!FileManager.default.fileExists(atPath: "copy.db") && !FileManager.default.fileExists(atPath: "other.db"))
    }

    @Test("no cell takes more memory than a value may", arguments: large)
    func largeCells(_ statement: String) async throws {
        let place = try await Place()
        let error = try await failure { try await place.run(statement) }
        #expect(error?.isRetryable == false, "\(error?.message ?? "it ran")")
        #expect(error?.message.contains("too big") == true, "\(error?.message ?? "")")
    }

    @Test("a width beyond what a value may have gives no value")
    func widths() async throws {
        let place = try await Place()
        #expect(try await place.run("SELECT printf('%*c', 1700000000, 'x') AS b").data["rows"] == [["b": .null]])
    }

    @Test("what statements are for still works")
    func useful() async throws {
        let place = try await Place()
        _ = try await place.run("CREATE TABLE orders (id INTEGER PRIMARY KEY AUTOINCREMENT, total REAL CHECK (total > 0))")
        _ = try await place.run("CREATE INDEX orders_total ON orders (total)")
        #expect(try await place.run("INSERT INTO orders (total) VALUES (1.5), (2) RETURNING id").data["row_count"] == 2)
        #expect(try await place.run("UPDATE orders SET total = total + 1").data["row_count"] == 2)
        let sums = try await place.run("SELECT SUM(total) AS sum, upper('x') AS x FROM orders WHERE total LIKE '%.5' OR total > 0")
        #expect(sums.data["rows"] == [["sum": 5.5, "x": "X"]])
        _ = try await place.run("ALTER TABLE orders ADD COLUMN note TEXT")
        _ = try await place.run("ANALYZE")
        #expect(try await place.run("DELETE FROM orders").data["row_count"] == 2)
        _ = try await place.run("DROP TABLE orders")
    }

    @Test("an endless statement ends when its run is cancelled, and the next one runs")
    func endless() async throws {
        let place = try await Place()
        let endless = "WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT count(*) AS n FROM c"
        for _ in 1...3 {
            await #expect(throws: CancellationError.self) {
                try await withThrowingTaskGroup(of: Void.self) { group in
                    group.addTask { _ = try await place.run(endless) }
                    group.cancelAll()
                    try await group.waitForAll()
                }
            }
        }
        #expect(try await place.run("SELECT 1 AS one").data["rows"] == [["one": 1]])
    }

    @Test("the store is found behind links of both kinds and other spellings of its path")
    func links() async throws {
        let place = try await Place()
        let file = place.folder.file("reports.db")
        try FileManager.default.createSymbolicLink(atPath: place.folder.file("soft.db"), withDestinationPath: file)
        try FileManager.default.linkItem(atPath: file, toPath: place.folder.file("hard.db"))
        for path in [file, place.folder.file("soft.db"), place.folder.file("hard.db"), place.folder.file("./reports.db")] {
            let error = try await failure { try await place.run("SELECT 1", stores: [Place.open("jobu", path)]) }
            #expect(error?.message.contains("is never used for statements") == true, "\(path): \(error?.message ?? "it ran")")
        }
        let other = try await place.run("SELECT 1 AS one", stores: [Place.open("jobu", place.folder.file("other.db"))])
        #expect(other.data["row_count"] == 1)
    }
}
