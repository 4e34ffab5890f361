import JobUConformance
import JobUContracts
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("PostgreSQL keeps the contracts", .needsPostgres, .inTurn)
struct PostgresContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("transactions", arguments: TransactionContract.cases)
    func transactions(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("the handler sql", arguments: SQLHandlerContract.cases)
    func sqlHandler(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("the size of answers", arguments: SQLHandlerContract.sizes)
    func answerSizes(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("a migration that is cut off anywhere is taken up by the next", arguments: CutDriver.Moment.allCases)
    func cutMigration(_ moment: CutDriver.Moment) async throws {
        try await MigrationContract.cutAnywhere(
            moment, #require(await TestDatabase.postgres()), like: #require(await TestDatabase.postgres()))
    }

    @Test("store, for an account that may read and write rows and nothing else", arguments: StoreContract.cases)
    func clerk(_ sentence: StoreCase) async throws {
        let owner = try #require(await TestDatabase.postgres())
        _ = try await Migrator(owner.migrations).run(on: owner.database, nowMicroseconds: 0)
        try await owner.database.close()
        try await sentence.check(TestStore(on: owner.asPostgresClerk()))
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: #require(await TestDatabase.postgres())))
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: #require(await TestDatabase.postgres())))
    }

    @Test("nothing reads more beside a long history")
    func growth() async throws {
        let fixture = try await TestStore(on: #require(await TestDatabase.postgres()))
        try await GrowthContract.check(fixture, analyze: Self.analyze, rowsRead: Self.rowsRead)
    }

    @Test("a claim reads no more where much waits in many queues")
    func claimGrowth() async throws {
        let fixture = try await TestStore(on: #require(await TestDatabase.postgres()))
        try await ClaimGrowthContract.check(fixture, analyze: Self.analyze, rowsRead: Self.rowsRead)
    }

    @Test("what pages ask reads no more rows than lists are counted to")
    func lists() async throws {
        let fixture = try await TestStore(on: #require(await TestDatabase.postgres()))
        try await ListGrowthContract.check(fixture, analyze: Self.analyze, rowsRead: Self.rowsRead)
    }

    private static func analyze(_ database: Database) async throws {
        try await database.withConnection(.readWrite) { try await $0.executeScript("ANALYZE cron_jobs, job_executions") }
    }

    private static func rowsRead(_ database: Database) async throws -> Int {
        // Told at the end of this transaction.
        try await database.transaction { _ = try await $0.fetchAll("SELECT pg_stat_force_next_flush()") }
        let read = try await database.transaction { tx in
            try await tx.fetchOne(
                """
                SELECT ((SELECT SUM(seq_tup_read) FROM pg_stat_user_tables WHERE schemaname = current_schema())
                     + (SELECT SUM(idx_tup_read) FROM pg_stat_user_indexes WHERE schemaname = current_schema()))::bigint AS total
                """)
        }
        return try read?.int("total") ?? 0
    }

    @Test("nobody waits for rows that a prepared transaction holds")
    func prepared() async throws {
        try await PreparedRowContract.check(TestStore(on: #require(await TestDatabase.postgres()))) { connection, name, statement in
            try await connection.executeScript("BEGIN; \(statement); PREPARE TRANSACTION '\(name)'")
        } release: { connection, name in
            try await connection.executeScript("ROLLBACK PREPARED '\(name)'")
        }
    }

    @Test("the shortest row that another language can insert is run")
    func shortest() async throws {
        let fixture = try await TestStore(on: #require(await TestDatabase.postgres()))
        try await fixture.database.transaction { try await $0.execute("INSERT INTO job_executions (handler_name) VALUES ('sample')") }
        let now = SystemWallClock().now() + .seconds(60)
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["sample"], queues: nil, capacity: 1)
        let worker = try await fixture.store.register(registration, now: now, leaseUntil: now + .seconds(30))
        let executions = try await fixture.store.claim(ClaimRequest(worker: worker, limit: 1, handlers: ["sample"], queues: nil, now: now))
        #expect(executions.count == 1)
    }
}
