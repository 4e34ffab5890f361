import JobUContracts
import JobUDatabase
import Testing

@Suite("PostgreSQL's sessions", .needsPostgres, .inTurn)
struct PostgresSessionTests {
    // Keeps the schema while a test runs.
    private let bench: Bench

    init() async throws {
        bench = try await Bench()
    }

    @Test("cancelling the task stops its statement, and the session is good again", arguments: 0..<3)
    func cancellation(_ round: Int) async throws {
        let connection = try await bench.connect()
        let number = try await connection.processID()
        try await connection.begin(.readWrite, isolation: nil)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { _ = try await connection.fetchAll("SELECT pg_sleep(60)") }
            try await bench.waitUntilRuns(number, "pg_sleep(60)")
            group.cancelAll()
            await #expect(throws: CancellationError.self) { try await group.next() }
        }
        try await connection.rollback()
        #expect(try await connection.row("SELECT pg_backend_pid() AS pid").int("pid") == number)
    }

    @Test("a statement cancelled at any moment never takes the next one with it")
    func cancellationRaces() async throws {
        let connection = try await bench.connect()
        for round in 0..<200 {
            await withTaskGroup(of: Void.self) { group in
                group.addTask {
                    do {
                        _ = try await connection.fetchAll("SELECT count(*) AS total FROM generate_series(1, \(round * 20))")
                    } catch {
                        #expect(error is CancellationError)
                    }
                }
                for _ in 0..<round % 5 { await Task.yield() }
                group.cancelAll()
            }
            #expect(try await connection.row("SELECT \(round) AS round").int("round") == round)
        }
    }

    @Test("a task that is cancelled already runs nothing, but can still roll back")
    func cancelledBefore() async throws {
        let connection = try await bench.connect()
        try await connection.begin(.readWrite, isolation: nil)
        await withTaskGroup(of: Void.self) { group in
            group.addTask {
                withUnsafeCurrentTask { $0?.cancel() }
                await #expect(throws: CancellationError.self) { _ = try await connection.execute("CREATE TABLE things (id INTEGER)") }
                await #expect(throws: Never.self) { try await connection.rollback() }
            }
        }
        #expect(try await connection.row("SELECT to_regclass('things')::text AS found").textIfPresent("found") == nil)
    }

    @Test("a cursor over many rows holds one piece, and lets other statements run in between")
    func cursor() async throws {
        let connection = try await bench.connect()
        try await connection.begin(.readWrite, isolation: nil)
        let cursor = try await connection.openCursor("SELECT n, n || \(" 행") AS words FROM generate_series(1, \(100_000)) AS n")
        var (total, largest) = (0, 0)
        while true {
            let rows = try await cursor.next(limit: 7_000)
            if rows.isEmpty { break }
            largest = max(largest, rows.count)
            for row in rows {
                total += 1
                #expect(try row.int("n") == total)
            }
            #expect(try await connection.row("SELECT \(total) AS total").int("total") == total)
        }
        #expect(total == 100_000)
        #expect(largest == 7_000)
        try await cursor.close()
        try await connection.commit()
    }

    @Test("a cursor of a transaction that is over does no harm to the next")
    func lateCursor() async throws {
        let connection = try await bench.connect()
        try await connection.begin(.readOnly, isolation: nil)
        let cursor = try await connection.openCursor("SELECT 1 AS one FROM generate_series(1, 10)")
        #expect(try await cursor.next(limit: 3).count == 3)
        try await connection.commit()
        try await connection.begin(.readWrite, isolation: nil)
        #expect(await failure { _ = try await cursor.next(limit: 3) } != nil)
        try await cursor.close()
        try await cursor.close()
        #expect(try await connection.row("SELECT 1 AS one").int("one") == 1)
        try await connection.commit()
        let outside = await failure { _ = try await connection.openCursor("SELECT 1") }
        #expect(outside?.serverCode == "25P01")
    }

    @Test("prepared statements make room for each other")
    func eviction() async throws {
        let connection = try await bench.connect()
        for number in 0..<600 {
            let row = try await connection.row(SQLQuery.uncheckedRaw("SELECT \(number) AS n, ") + "\(1) AS one")
            #expect(try row.int("n") == number)
        }
        #expect(try await connection.row("SELECT count(*) AS held FROM pg_prepared_statements").int("held") <= 258)
        // The first one was thrown out, the last one was not.
        for number in [0, 599] {
            #expect(try await connection.row(SQLQuery.uncheckedRaw("SELECT \(number) AS n, ") + "\(1) AS one").int("n") == number)
        }
    }

    @Test("a prepared statement whose table changed fails once, and then reads the new columns")
    func stale() async throws {
        let connection = try await bench.connect()
        try await connection.executeScript("CREATE TABLE things (id INTEGER); INSERT INTO things VALUES (1)")
        #expect(try await connection.row("SELECT * FROM things").int("id") == 1)
        try await connection.executeScript("ALTER TABLE things RENAME COLUMN id TO number")
        #expect(await failure { _ = try await connection.fetchAll("SELECT * FROM things") }?.serverCode == "0A000")
        #expect(try await connection.row("SELECT * FROM things").int("number") == 1)
        try await connection.executeScript("DISCARD ALL")
        #expect(await failure { _ = try await connection.fetchAll("SELECT * FROM things") }?.serverCode == "26000")
        #expect(try await connection.row("SELECT * FROM things").int("number") == 1)
    }

    @Test("a second begin is refused, and levels of isolation are the server's")
    func isolation() async throws {
        let connection = try await bench.connect()
        for (level, name) in [
            (IsolationLevel?.none, "read committed"), (.readCommitted, "read committed"), (.repeatableRead, "repeatable read"),
            (.serializable, "serializable"),
        ] {
            try await connection.begin(.readOnly, isolation: level)
            let row = try await connection.row(
                "SELECT current_setting('transaction_isolation') AS level, current_setting('TimeZone') AS zone")
            #expect(try row.text("level") == name)
            #expect(try row.text("zone") == "UTC")
            #expect(await failure { try await connection.begin(.readWrite, isolation: nil) }?.message.contains("open already") == true)
            try await connection.commit()
        }
    }
}
