import JobUContracts
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("PostgreSQL keeps the contracts", .needsPostgres)
struct PostgresContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("transactions", arguments: TransactionContract.cases)
    func transactions(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(#require(await TestDatabase.postgres()))
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: #require(await TestDatabase.postgres())))
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: #require(await TestDatabase.postgres())))
    }

    @Test("the shortest row that another language can insert is run")
    func shortest() async throws {
        let home = try await TestStore(on: #require(await TestDatabase.postgres()))
        try await home.database.transaction { try await $0.execute("INSERT INTO job_executions (handler_name) VALUES ('sample')") }
        let now = SystemWallClock().now() + .seconds(60)
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["sample"], queues: nil, capacity: 1)
        let worker = try await home.store.register(registration, now: now, leaseUntil: now + .seconds(30))
        let runs = try await home.store.claim(ClaimRequest(worker: worker, limit: 1, handlers: ["sample"], queues: nil, now: now))
        #expect(runs.count == 1)
    }
}
