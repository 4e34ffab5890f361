import JobUConformance
import JobUContracts
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("MySQL keeps the contracts", .enabled(if: TestServers.hasMySQL), .inTurn)
struct MySQLContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("transactions", arguments: TransactionContract.cases)
    func transactions(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("the handler sql", arguments: SQLHandlerContract.cases)
    func sqlHandler(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("the size of answers", arguments: SQLHandlerContract.sizes)
    func answerSizes(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("a migration that is cut off anywhere is taken up by the next", arguments: CutDriver.Moment.allCases)
    func cutMigration(_ moment: CutDriver.Moment) async throws {
        try await MigrationContract.cutAnywhere(moment, .mysql(), like: .mysql())
    }

    @Test(
        "store, in a database of another character set, for an account that may read and write rows and nothing else",
        arguments: StoreContract.cases)
    func clerk(_ sentence: StoreCase) async throws {
        let owner = try await TestDatabase.mysql(characters: "latin1")
        _ = try await Migrator(owner.migrations).run(on: owner.database, nowMicroseconds: 0)
        try await owner.database.close()
        try await sentence.check(TestStore(on: owner.asMySQLClerk()))
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: .mysql()))
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: .mysql()))
    }

    @Test("nothing reads more beside a long history")
    func growth() async throws {
        try await GrowthContract.check(TestStore(on: .mysql()), analyze: Self.analyze, rowsRead: Self.rowsRead)
    }

    @Test("a claim reads no more where much waits in many queues")
    func claimGrowth() async throws {
        try await ClaimGrowthContract.check(TestStore(on: .mysql()), analyze: Self.analyze, rowsRead: Self.rowsRead)
    }

    @Test("what pages ask reads no more rows than lists are counted to")
    func lists() async throws {
        try await ListGrowthContract.check(TestStore(on: .mysql()), analyze: Self.analyze, rowsRead: Self.rowsRead)
    }

    private static func analyze(_ database: Database) async throws {
        try await database.withConnection(.readWrite) { connection in
            _ = try await connection.fetchAll("ANALYZE TABLE cron_jobs, job_executions, alert_deliveries")
            // As a server with many databases does by itself: the next reader opens them anew.
            try await connection.executeScript(
                "FLUSH TABLES cron_jobs, job_executions, job_attempts, workers, queues, alert_deliveries, alert_events")
        }
    }

    private static func rowsRead(_ database: Database) async throws -> Int {
        let read = try await database.transaction { try await $0.fetchAll("SHOW SESSION STATUS LIKE 'Handler_read%'") }
        return try read.reduce(0) { $0 + (Int(try $1.text("Value")) ?? 0) }
    }

    @Test("nobody waits for rows that a prepared transaction holds")
    func prepared() async throws {
        try await PreparedRowContract.check(TestStore(on: .mysql())) { connection, name, statement in
            for part in ["XA START '\(name)'", statement, "XA END '\(name)'", "XA PREPARE '\(name)'"] {
                try await connection.executeScript(part)
            }
        } release: { connection, name in
            try await connection.executeScript("XA ROLLBACK '\(name)'")
        }
    }

    @Test("the shortest row that another language can insert is run")
    func shortest() async throws {
        let fixture = try await TestStore(on: .mysql())
        try await fixture.database.transaction { try await $0.execute("INSERT INTO job_executions (handler_name) VALUES ('sample')") }
        let now = SystemWallClock().now() + .seconds(60)
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["sample"], queues: nil, capacity: 1)
        let worker = try await fixture.store.register(registration, now: now, leaseUntil: now + .seconds(30))
        let executions = try await fixture.store.claim(ClaimRequest(worker: worker, limit: 1, handlers: ["sample"], queues: nil, now: now))
        #expect(executions.count == 1)
    }
}
