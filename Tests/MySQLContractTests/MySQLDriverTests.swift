import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("The MySQL driver", .enabled(if: TestServers.hasMySQL), .inTurn, .timeLimit(.minutes(5)))
struct MySQLDriverTests {
    private func session(_ change: (inout ServerConfiguration) -> Void = { _ in }) async throws -> any DatabaseConnection {
        var configuration = try #require(TestServers.mysql)
        change(&configuration)
        return try await MySQLDriver(configuration).connect(.readWrite)
    }

    /// A question that takes for ever, without a table of its own.
    private static let endless: SQLQuery = """
        WITH RECURSIVE many (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM many WHERE n < 900)
        SELECT SUM(a.n + b.n + c.n + d.n) AS total FROM many a, many b, many c, many d
        """

    private func failure(_ body: () async throws -> Void) async -> SQLError? {
        await #expect(throws: SQLError.self) { try await body() }
    }

    @Test("reads numbers, times and bytes of every kind, to their ends")
    func values() async throws {
        let connection = try await session()
        let row = try #require(
            try await connection.fetchAll(
                """
                SELECT CAST(18446744073709551615 AS UNSIGNED) AS huge, CAST(-128 AS SIGNED) AS small,
                       CAST('-12345678901234567890.123456789' AS DECIMAL(40, 9)) AS exact, CAST('9999-12-31 23:59:59.999999' AS DATETIME(6)) AS last,
                       CAST('1000-01-01' AS DATE) AS day, CAST('-12:34:56.5' AS TIME(1)) AS span, 1.5e0 AS half, b'1010' AS bits,
                       _binary X'00FF27' AS raw, '밤🌙' AS words, NULL AS nothing
                """
            ).first)
        #expect(try row.value("huge") == .decimal("18446744073709551615"))
        #expect(try row.int64("small") == -128)
        #expect(try row.value("exact") == .decimal("-12345678901234567890.123456789"))
        #expect(try row.value("last") == .timestamp(microseconds: 253_402_300_799_999_999))
        #expect(try row.text("day") == "1000-01-01")
        #expect(try row.text("span") == "-12:34:56.5")
        #expect(try row.doubleIfPresent("half") == 1.5)
        #expect(try row.value("raw") == .bytes([0, 255, 39]))
        #expect(try row.text("words") == "밤🌙")
        #expect(try row.value("nothing") == .null)
        try await connection.close()
    }

    @Test(
        "instants keep their microseconds, before 1970 as well, whatever zone the server is in",
        arguments: [-62_135_596_800_000_000, -1, 0, 1_763_900_000_123_456])
    func instants(microseconds: Int64) async throws {
        let connection = try await session()
        try await connection.executeScript("CREATE TEMPORARY TABLE moments (at DATETIME(6))")
        _ = try await connection.execute("INSERT INTO moments (at) VALUES (\(SQLValue.timestamp(microseconds: microseconds)))")
        #expect(try await connection.fetchAll("SELECT at FROM moments").first?.value("at") == .timestamp(microseconds: microseconds))
        try await connection.close()
    }

    @Test("long texts and bytes come back whole", arguments: [0, 511, 512, 513, 1_048_576])
    func long(count: Int) async throws {
        let connection = try await session()
        try await connection.executeScript("CREATE TEMPORARY TABLE pages (words LONGTEXT, raw LONGBLOB)")
        let words = String(repeating: "a", count: count)
        let raw = [UInt8](repeating: 7, count: count)
        _ = try await connection.execute("INSERT INTO pages (words, raw) VALUES (\(words), \(raw))")
        let row = try #require(try await connection.fetchAll("SELECT words, raw FROM pages").first)
        #expect(try row.text("words") == words)
        #expect(try row.value("raw") == .bytes(raw))
        try await connection.close()
    }

    @Test("a batch of ten thousand rows, with nulls, arrives whole")
    func batch() async throws {
        let connection = try await session()
        try await connection.executeScript(
            "CREATE TEMPORARY TABLE many (id BIGINT PRIMARY KEY, name VARCHAR(20), at DATETIME(6), share DOUBLE)")
        let rows = (0..<10_000).map { number -> [SQLValue] in
            let name: SQLValue = number % 3 == 0 ? .null : .text("name \(number)")
            let at: SQLValue = number % 5 == 0 ? .null : .timestamp(microseconds: Int64(number))
            return [.int(Int64(number)), name, at, .double(Double(number) / 4)]
        }
        let changed = try await connection.executeBatch("INSERT INTO many (id, name, at, share) VALUES (?, ?, ?, ?)", rows)
        #expect(changed == Array(repeating: 1, count: 10_000))
        let row = try #require(
            try await connection.fetchAll(
                "SELECT COUNT(*) AS total, COUNT(name) AS named, COUNT(at) AS timed, SUM(share) AS shares FROM many"
            ).first)
        #expect(try (row.int("total"), row.int("named"), row.int("timed")) == (10_000, 6_666, 8_000))
        #expect(try row.doubleIfPresent("shares") == 12_498_750)
        #expect(try await connection.fetchAll("SELECT name, at FROM many WHERE id = 7").first?.text("name") == "name 7")
        try await connection.close()
    }

    @Test("a failing row in the middle of a batch ends it with its error")
    func failingBatch() async throws {
        let connection = try await session()
        try await connection.executeScript("CREATE TEMPORARY TABLE some (id BIGINT PRIMARY KEY)")
        let error = await failure {
            _ = try await connection.executeBatch("INSERT INTO some (id) VALUES (?)", [[.int(1)], [.int(2)], [.int(1)], [.int(3)]])
        }
        #expect(error?.code == .uniqueViolation)
        #expect(try await connection.fetchAll("SELECT 1 AS one").count == 1)
        try await connection.close()
    }

    @Test("a cursor gives a hundred thousand rows in pieces, and other statements run in between")
    func cursor() async throws {
        let connection = try await session()
        try await connection.begin(.readOnly, isolation: nil)
        let cursor = try await connection.openCursor(
            """
            WITH RECURSIVE digits (d) AS (SELECT 0 UNION ALL SELECT d + 1 FROM digits WHERE d < 9)
            SELECT 1 + a.d + 10 * b.d + 100 * c.d + 1000 * e.d + 10000 * f.d AS seq
            FROM digits a, digits b, digits c, digits e, digits f
            """)
        var (sum, pieces) = (0, 0)
        while true {
            let piece = try await cursor.next(limit: 1_000)
            if piece.isEmpty { break }
            #expect(piece.count <= 1_000)
            pieces += 1
            sum += try piece.reduce(0) { try $0 + $1.int("seq") }
            if pieces % 20 == 0 { #expect(try await connection.fetchAll("SELECT 7 AS seven").first?.int("seven") == 7) }
        }
        try await cursor.close()
        try await connection.commit()
        #expect((sum, pieces) == (5_000_050_000, 100))
        try await connection.close()
    }

    @Test("errors have their class and the server's number")
    func classes() async throws {
        let connection = try await session { $0.statementTimeout = .milliseconds(200) }
        let slow = await failure { _ = try await connection.fetchAll(Self.endless) }
        #expect(slow?.code == .timeout)
        let missing = await failure { _ = try await connection.fetchAll("SELECT * FROM no_such_table") }
        #expect((missing?.code, missing?.serverCode) == (.syntax, "1146"))
        let wrong = await failure { _ = try await session { $0.password = Secret("wrong-secret") } }
        #expect(wrong?.code == .permission)
        #expect(wrong?.description.contains("wrong-secret") == false)
        let nowhere = await failure { _ = try await session { $0.port = 1 } }
        #expect(nowhere?.code == .connectionLost)
        let unknown = await failure { _ = try await session { $0.database = "no_such_database" } }
        #expect(unknown?.code == .cannotOpen)
        // MySQL and newer MariaDB make themselves a certificate.
        let signs = try await connection.fetchAll("SHOW VARIABLES WHERE Variable_name IN ('have_ssl', 'ssl_cert')")
        if try signs.allSatisfy({ ["", "DISABLED", "NO"].contains(try $0.text("Value")) }) {
            let plain = await failure { _ = try await session { $0.sslMode = .require } }
            #expect(plain?.code == .cannotOpen)
            #expect(plain?.message.contains("sslmode") == true)
        } else {
            let encrypted = try await session { $0.sslMode = .require }
            #expect(try await encrypted.fetchAll("SHOW SESSION STATUS LIKE 'Ssl_cipher'").first?.text("Value").isEmpty == false)
            try await encrypted.close()
        }
        try await connection.close()
    }

    @Test("of two transactions in a deadlock one fails as a serialization, and can be run again")
    func deadlock() async throws {
        let fixture = try await TestDatabase.mysql()
        try await fixture.database.transaction { tx in
            try await tx.executeScript(
                "CREATE TABLE pair (id INTEGER PRIMARY KEY, n INTEGER NOT NULL); INSERT INTO pair VALUES (1, 0), (2, 0)")
        }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (first, second) in [(1, 2), (2, 1)] {
                group.addTask {
                    for _ in 0..<20 {
                        try await fixture.database.transaction(retries: 50) { tx in
                            try await tx.execute("UPDATE pair SET n = n + 1 WHERE id = \(first)")
                            try await tx.execute("UPDATE pair SET n = n + 1 WHERE id = \(second)")
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let rows = try await fixture.database.transaction(readOnly: true) { try await $0.fetchAll("SELECT n FROM pair") }
        #expect(try rows.map { try $0.int("n") } == [40, 40])
    }

    @Test("a cancelled task stops its statement, and the session is good for the next")
    func cancelled() async throws {
        let connection = try await session()
        let watcher = try await session()
        let id = try #require(try await connection.fetchAll("SELECT CONNECTION_ID() AS id").first).int("id")
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await connection.fetchAll(Self.endless) }
            group.addTask {
                while try await watcher.fetchAll(
                    "SELECT id FROM information_schema.processlist WHERE id = \(id) AND info LIKE '%a.n + b.n%'"
                ).isEmpty { await Task.yield() }
            }
            do {
                try await group.next()
                group.cancelAll()
                try await group.next()
                Issue.record("the statement was not stopped")
            } catch {
                #expect(error is CancellationError)
            }
        }
        #expect(try await connection.fetchAll("SELECT 1 AS one").first?.int("one") == 1)
        try await connection.close()
        try await watcher.close()
    }

    @Test("a session that the server ends is lost, and says so")
    func killed() async throws {
        let (victim, killer) = (try await session(), try await session())
        let id = try #require(try await victim.fetchAll("SELECT CONNECTION_ID() AS id").first).int("id")
        try await killer.executeScript("KILL CONNECTION \(id)")
        let error = await failure { _ = try await victim.fetchAll("SELECT 1 AS one") }
        #expect(error?.code == .connectionLost)
        #expect(await failure { try await victim.ping() }?.code == .connectionLost)
        try await victim.close()
        try await killer.close()
    }

    @Test("a session that the server closed while nobody used it is replaced, and the work is done", arguments: [false, true])
    func closedWhileIdle(readsOnly: Bool) async throws {
        let database = Database(
            name: "any", driver: MySQLDriver(try #require(TestServers.mysql)), pool: PoolConfiguration(max: 1), time: TimeSource.system
        )
        let killer = try await session()
        for _ in 0..<3 {
            let id = try await database.withConnection(.readOnly) { connection in
                try #require(try await connection.fetchAll("SELECT CONNECTION_ID() AS id").first).int("id")
            }
            try await killer.executeScript("KILL CONNECTION \(id)")
            let answer =
                readsOnly
                ? try await database.withConnection(.readOnly) { try await $0.fetchAll("SELECT 1 AS one").first }
                : try await database.transaction { try await $0.fetchOne("SELECT 1 AS one") }
            #expect(try answer?.int("one") == 1)
        }
        try await killer.close()
        try await database.close()
    }

    @Test("a session knows how long the server leaves it open unused")
    func idleMax() async throws {
        let connection = try await session()
        let seconds = try #require(try await connection.fetchAll("SELECT @@SESSION.wait_timeout AS seconds").first).int64("seconds")
        #expect(connection.idleMax == .seconds(seconds))
        try await connection.close()
    }

    @Test("a store that accepts no writes says so, and works again by itself")
    func readOnlyStore() async throws {
        let fixture = try await TestStore(on: .mysql())
        func set(_ mode: String) async throws {
            // On every session that may be lent.
            try await fixture.database.withConnection(.readWrite) { try await $0.executeScript("SET SESSION TRANSACTION READ \(mode)") }
        }
        try await set("ONLY")
        #expect(try await fixture.store.fault(now: Timestamp(epochSeconds: 1)) == .readOnly)
        try await set("WRITE")
        #expect(try await fixture.store.fault(now: Timestamp(epochSeconds: 1)) == nil)
    }

    @Test("more statements than are kept prepared, over the Unix socket")
    func eviction() async throws {
        let connection = try await session { $0.socket = TestServers.mysqlSocket }
        for number in 0..<600 {
            let sql = SQLQuery.uncheckedRaw("SELECT \(number % 300) AS n")
            #expect(try await connection.fetchAll(sql).first?.int("n") == number % 300)
        }
        let row = try #require(try await connection.fetchAll("SHOW SESSION STATUS LIKE 'Com_stmt_close'").first)
        #expect(try Int(row.text("Value")) ?? 0 >= 300)
        try await connection.close()
    }
}
