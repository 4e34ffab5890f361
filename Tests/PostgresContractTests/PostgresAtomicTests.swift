import JobUContracts
import JobUDatabase
import JobUPostgres
import JobUTime
import Testing

@Suite("PostgreSQL in a transaction over several databases", .needsPostgres, .inTurn)
struct PostgresAtomicTests {
    private let bench: Bench
    private let atomic: any AtomicSQL
    private let connection: any DatabaseConnection
    /// Unlike any other of the server.
    private let id: BranchID

    init() async throws {
        bench = try await Bench()
        atomic = PostgresDriver(bench.configuration).atomic
        connection = try await bench.connect()
        try await connection.executeScript(atomic.tables + "CREATE TABLE things (id INTEGER)")
        id = BranchID(gtrid: "jobu1.\(bench.configuration.schema ?? "")", bqual: "1")
    }

    private func count() async throws -> Int {
        try await bench.connect().row("SELECT count(*) AS total FROM things").int("total")
    }

    /// A branch with one row in it, prepared by a session that is gone.
    private func prepareAndDie(_ id: BranchID) async throws {
        let session = try await bench.connect()
        try await atomic.beginBranch(session, id, isolation: .repeatableRead)
        _ = try await session.execute("INSERT INTO things VALUES (1)")
        try await atomic.prepare(session, id)
        try await session.close()
    }

    @Test("the tables can be asked for twice, and the identity stays")
    func tables() async throws {
        try await connection.executeScript(atomic.tables)
        _ = try await connection.execute("INSERT INTO jobu_tx_site VALUES (1, '0a1b2c3d', '4e5f6071', 'x')")
        #expect(await failure { _ = try await connection.execute("INSERT INTO jobu_tx_site VALUES (2, 'a', 'b', 'x')") } != nil)
        let identity = try await atomic.identity(connection)
        #expect(identity.hasPrefix("postgresql "))
        #expect(identity.hasSuffix(" \(bench.configuration.database)"))
        #expect(try await atomic.identity(bench.connect()) == identity)
        #expect(atomic.canPrepare)
    }

    @Test("a user who may not ask for the server's number still gets an identity")
    func identityWithoutPermission() async throws {
        try await connection.executeScript("BEGIN; REVOKE EXECUTE ON FUNCTION pg_control_system() FROM PUBLIC; SET LOCAL ROLE pg_monitor")
        let identity = try await atomic.identity(connection)
        try await connection.rollback()
        #expect(identity.contains(bench.configuration.host))
    }

    @Test("a server that could lose a commit is refused, unless that is allowed")
    func refusals() async throws {
        #expect(try await atomic.refusals(connection, as: .branch).isEmpty)
        var strict = bench.configuration
        strict.allowsUnsafeDurability = false
        let isSafe = try await connection.row("SELECT current_setting('fsync') AS fsync").text("fsync") == "on"
        let refusals = try await PostgresDriver(strict).atomic.refusals(connection, as: .lastAgent)
        #expect(refusals.contains { $0.contains("fsync = on") } == !isSafe)
    }

    @Test("the last agent commits for certain, and is ended when it falls silent")
    func lastAgent() async throws {
        try await atomic.beginLastAgent(connection, isolation: .serializable)
        let row = try await connection.row(
            """
            SELECT current_setting('synchronous_commit') AS waits, current_setting('idle_in_transaction_session_timeout') AS idle,
                   current_setting('transaction_isolation') AS level
            """)
        #expect(try row.text("waits") == "on")
        #expect(try row.text("idle") == "30s")
        #expect(try row.text("level") == "serializable")
        try await connection.commit()
        var hasty = bench.configuration
        hasty.atomicIdleTimeout = .milliseconds(1)
        let silent = try await bench.connect()
        let number = try await silent.processID()
        try await PostgresDriver(hasty).atomic.beginLastAgent(silent, isolation: nil)
        while try await !connection.fetchAll("SELECT 1 AS one FROM pg_stat_activity WHERE pid = \(number)").isEmpty { await Task.yield() }
        let error = await failure { try await silent.commit() }
        #expect(error?.code == .connectionLost)
    }

    @Test("a prepared branch outlives its session and is committed by another, once")
    func commitPrepared() async throws {
        try await prepareAndDie(id)
        #expect(try await count() == 0)
        #expect(try await atomic.preparedBranches(connection, gtridPrefix: id.gtrid) == [id])
        #expect(try await atomic.preparedBranches(connection, gtridPrefix: id.gtrid + "%").isEmpty)
        #expect(try await atomic.commitPrepared(connection, id) == .done)
        #expect(try await count() == 1)
        #expect(try await atomic.commitPrepared(connection, id) == .unknown)
        #expect(try await atomic.rollbackPrepared(connection, id) == .unknown)
    }

    @Test("a prepared branch can be rolled back by another session, in a cancelled task too")
    func rollbackPrepared() async throws {
        try await prepareAndDie(id)
        let answer = try await withThrowingTaskGroup(of: BranchAnswer.self) { [connection, atomic, id] group in
            group.addTask {
                withUnsafeCurrentTask { $0?.cancel() }
                return try await atomic.rollbackPrepared(connection, id)
            }
            return try await group.next()
        }
        #expect(answer == .done)
        #expect(try await count() == 0)
    }

    @Test("a failed transaction is not prepared")
    func failedBranch() async throws {
        try await atomic.beginBranch(connection, id, isolation: nil)
        #expect(await failure { _ = try await connection.execute("SELECT 1 / 0") } != nil)
        #expect(await failure { try await atomic.prepare(connection, id) }?.message.contains("instead of prepared") == true)
        #expect(try await atomic.preparedBranches(connection, gtridPrefix: id.gtrid).isEmpty)
        try await atomic.abandonBranch(connection, id)
        #expect(await failure { try await atomic.prepare(connection, id) } != nil)
    }

    @Test("an abandoned branch leaves nothing, and its session is good again")
    func abandoned() async throws {
        try await atomic.beginBranch(connection, id, isolation: nil)
        #expect(try await connection.row("SELECT current_setting('lock_timeout') AS wait").text("wait") == "5s")
        _ = try await connection.execute("INSERT INTO things VALUES (1)")
        try await atomic.abandonBranch(connection, id)
        #expect(try await count() == 0)
        try await atomic.beginBranch(connection, id, isolation: .serializable)
        try await atomic.abandonBranch(connection, id)
    }

    @Test("a name that could break out of its quotes is refused", arguments: ["a'b", "a b", "", "a;b", String(repeating: "x", count: 200)])
    func names(_ gtrid: String) async throws {
        try await atomic.beginBranch(connection, id, isolation: nil)
        #expect(await failure { try await atomic.prepare(connection, BranchID(gtrid: gtrid, bqual: "1")) } != nil)
        try await atomic.abandonBranch(connection, id)
    }

    @Test("the register is written once: the first of commit and abort stays")
    func resolve() async throws {
        #expect(try await atomic.resolve(connection, gtrid: "a", now: Timestamp(microseconds: 5)) == "A")
        #expect(try await atomic.resolve(connection, gtrid: "a", now: Timestamp(microseconds: 6)) == "A")
        #expect(try await connection.row("SELECT decided_at FROM jobu_tx").value("decided_at") == .timestamp(microseconds: 5))
        _ = try await connection.execute("INSERT INTO jobu_tx (gtrid, state, branches) VALUES ('c', 'C', '')")
        #expect(try await atomic.resolve(connection, gtrid: "c", now: Timestamp(microseconds: 0)) == "C")
    }

    @Test("while a coordinator lives, nothing is resolved; once it is gone, its transaction is aborted")
    func resolveBlocked() async throws {
        let coordinator = try await bench.connect()
        try await atomic.beginLastAgent(coordinator, isolation: nil)
        _ = try await coordinator.execute("INSERT INTO jobu_tx (gtrid, state, branches) VALUES ('p', 'P', '')")
        #expect(try await atomic.resolve(connection, gtrid: "p", now: Timestamp(microseconds: 0)) == nil)
        try await coordinator.close()
        #expect(try await atomic.resolve(connection, gtrid: "p", now: Timestamp(microseconds: 0)) == "A")
    }
}
