import JobUContracts
import JobUDatabase
import JobUPostgres
import Testing

@Suite("PostgreSQL's errors are classified", .needsPostgres, .inTurn)
struct PostgresErrorTests {
    // Keeps the schema while a test runs.
    private let bench: Bench

    init() async throws {
        bench = try await Bench()
    }

    @Test("rules of a table")
    func constraints() async throws {
        let connection = try await bench.connect()
        try await connection.executeScript(
            """
            CREATE TABLE things (id INTEGER PRIMARY KEY, amount INTEGER CHECK (amount > 0));
            CREATE TABLE parts (thing_id INTEGER REFERENCES things (id));
            INSERT INTO things VALUES (1, 1)
            """)
        let twice = await failure { _ = try await connection.execute("INSERT INTO things VALUES (1, 1)") }
        #expect(twice?.code == .uniqueViolation)
        #expect(twice?.serverCode == "23505")
        #expect(twice?.detail?.contains("constraint things_pkey") == true)
        #expect(await failure { _ = try await connection.execute("INSERT INTO parts VALUES (7)") }?.code == .foreignKeyViolation)
        #expect(await failure { _ = try await connection.execute("INSERT INTO things VALUES (2, -1)") }?.code == .constraintViolation)
        #expect(await failure { _ = try await connection.execute("SELECT * FROM nowhere") }?.code == .syntax)
    }

    @Test("a value that does not fit is not quoted")
    func withoutValues() async throws {
        let connection = try await bench.connect()
        let error = await failure { _ = try await connection.fetchAll("SELECT \("secret \"4711\"")::integer AS number") }
        #expect(error?.serverCode == "22P02")
        #expect(error?.description.contains("4711") == false)
        #expect(error?.message.contains("integer") == true)
    }

    @Test("two transactions that wait for each other: one loses")
    func deadlock() async throws {
        let (one, two) = (try await bench.connect(), try await bench.connect())
        try await one.executeScript("CREATE TABLE things (id INTEGER PRIMARY KEY); INSERT INTO things VALUES (1), (2)")
        for (id, connection) in [(1, one), (2, two)] {
            try await connection.begin(.readWrite, isolation: nil)
            _ = try await connection.execute("SELECT 1 FROM things WHERE id = \(id) FOR UPDATE")
        }
        let outcomes = await withTaskGroup(of: SQLError.Code?.self) { group in
            for (id, connection) in [(2, one), (1, two)] {
                group.addTask {
                    do {
                        _ = try await connection.execute("SELECT 1 FROM things WHERE id = \(id) FOR UPDATE")
                        try await connection.commit()
                        return nil
                    } catch {
                        // The other one waits for our row until we let it go.
                        await #expect(throws: Never.self) { try await connection.rollback() }
                        return (error as? SQLError)?.code
                    }
                }
            }
            return await group.reduce(into: []) { $0.append($1) }
        }
        #expect(Set(outcomes) == [nil, .serialization])
    }

    @Test("a row that changed under a repeatable read")
    func serialization() async throws {
        let (one, two) = (try await bench.connect(), try await bench.connect())
        try await one.executeScript("CREATE TABLE things (id INTEGER, amount INTEGER); INSERT INTO things VALUES (1, 1)")
        try await one.begin(.readWrite, isolation: .repeatableRead)
        _ = try await one.fetchAll("SELECT amount FROM things")
        #expect(try await two.execute("UPDATE things SET amount = 2") == 1)
        let error = await failure { _ = try await one.execute("UPDATE things SET amount = 3") }
        #expect(error?.code == .serialization)
        try await one.rollback()
    }

    @Test("limits of time: for a lock and for a statement")
    func timeouts() async throws {
        let (one, two) = (try await bench.connect(), try await bench.connect { $0.statementTimeout = .milliseconds(50) })
        try await one.executeScript("CREATE TABLE things (id INTEGER)")
        try await one.begin(.readWrite, isolation: nil)
        try await one.executeScript("LOCK TABLE things")
        #expect(await failure { try await two.executeScript("SET lock_timeout = 10; SELECT * FROM things") }?.code == .lockTimeout)
        #expect(await failure { _ = try await two.fetchAll("SELECT pg_sleep(60)") }?.code == .timeout)
        #expect(await failure { try await two.executeScript("LOCK TABLE things NOWAIT") } != nil)
        try await one.rollback()
    }

    @Test("what the user may not do")
    func permission() async throws {
        let connection = try await bench.connect()
        try await connection.executeScript("CREATE TABLE things (id INTEGER); SET ROLE pg_read_all_stats")
        #expect(await failure { _ = try await connection.fetchAll("SELECT * FROM pg_authid") }?.code == .permission)
    }

    @Test("a session that the server ends is lost, and stays lost")
    func connectionLost() async throws {
        let connection = try await bench.connect()
        let killed = await failure { _ = try await connection.fetchAll("SELECT pg_terminate_backend(pg_backend_pid())") }
        #expect(killed?.code == .connectionLost)
        #expect(await failure { try await connection.ping() }?.code == .connectionLost)
        #expect(await failure { try await connection.begin(.readWrite, isolation: nil) }?.code == .connectionLost)

        let idle = try await bench.connect()
        try await idle.begin(.readWrite, isolation: nil)
        let number = try await idle.processID()
        // The second number is how long the caller waits for the end, in milliseconds.
        #expect(try await bench.connect().row("SELECT pg_terminate_backend(\(number)::integer, 5000) AS done").bool("done"))
        #expect(await failure { _ = try await idle.executeBatch("SELECT ?::integer", [[.int(1)]]) }?.code == .connectionLost)
        #expect(await failure { try await idle.rollback() }?.code == .connectionLost)
        try await idle.close()
        #expect(await failure { try await idle.ping() }?.code == .connectionLost)
    }

    @Test("the commit of a failed transaction is an error, though the server calls it none")
    func failedCommit() async throws {
        let connection = try await bench.connect()
        try await connection.begin(.readWrite, isolation: nil)
        #expect(await failure { _ = try await connection.execute("SELECT 1 / 0") }?.serverCode == "22012")
        #expect(await failure { _ = try await connection.fetchAll("SELECT 1 AS one") }?.serverCode == "25P02")
        #expect(await failure { try await connection.commit() }?.message.contains("rolled back") == true)
        #expect(await failure { try await connection.commit() }?.message.contains("no transaction") == true)
        #expect(try await connection.row("SELECT 1 AS one").int("one") == 1)
    }

    @Test("copying from and to the client is refused")
    func copy() async throws {
        let connection = try await bench.connect()
        try await connection.executeScript("CREATE TABLE things (id INTEGER)")
        #expect(await failure { try await connection.executeScript("COPY things FROM STDIN") }?.code == .other)
        #expect(try await connection.row("SELECT 1 AS one").int("one") == 1)
        #expect(await failure { try await connection.executeScript("COPY things TO STDOUT") }?.code == .other)
        #expect(try await connection.row("SELECT 1 AS one").int("one") == 1)
        let prepared = await failure { _ = try await connection.execute("COPY things FROM STDIN") }
        #expect(prepared?.message.contains("COPY") == true)
        // Sent ahead, the two sides cannot come apart any more.
        #expect(await failure { try await connection.ping() }?.code == .connectionLost)
        let batch = try await bench.connect()
        #expect(await failure { _ = try await batch.executeBatch("COPY pg_class TO STDOUT", [[], []]) }?.message.contains("COPY") == true)
        #expect(await failure { try await batch.ping() }?.code == .connectionLost)
    }
}
