import JobUConformance
import JobUContracts
import JobUDatabase
import JobUPostgres
import JobUTesting
import TestSupport
import Testing

@Suite("PostgreSQL behind a pooler that lends sessions by the transaction", .enabled(if: TestServers.pooledPostgres != nil), .inTurn)
struct PoolerContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(.pooledPostgres())
    }

    @Test("transactions", arguments: TransactionContract.cases)
    func transactions(_ sentence: DriverCase) async throws {
        try await sentence.check(.pooledPostgres())
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(.pooledPostgres())
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: .pooledPostgres()))
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: .pooledPostgres()))
    }

    @Test("each transaction has our settings, whatever the server's are")
    func settings() async throws {
        let fixture = try await TestDatabase.pooledPostgres()
        let zone = try await fixture.database.transaction {
            try await $0.fetchOne("SELECT current_setting('TimeZone') AS zone")?.text("zone")
        }
        #expect(zone == "UTC")
    }

    @Test("who did not say that a pooler stands there is told to")
    func hint() async throws {
        var configuration = try #require(TestServers.pooledPostgres)
        configuration.poolMode = .session
        let driver = PostgresDriver(configuration)
        let error = await #expect(throws: SQLError.self) { _ = try await driver.connect(.readWrite) }
        #expect(error?.message.contains("options.pool_mode: transaction") == true, "\(String(describing: error))")
    }

    @Test("it takes no part in transactions over several databases, and says why", arguments: [AtomicRole.branch, .lastAgent])
    func atomic(role: AtomicRole) async throws {
        let database = try await TestDatabase.pooledPostgres().database
        let refusals = try await database.withConnection(.readWrite) { try await database.atomic.refusals($0, as: role) }
        #expect(refusals.contains { $0.contains("options.pool_mode") })
    }
}
