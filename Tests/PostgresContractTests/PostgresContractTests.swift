import JobUContracts
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
}
