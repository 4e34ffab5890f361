import JobUContracts
import JobUTesting
import Testing

@Suite("MySQL keeps the contracts", .enabled(if: TestServers.hasMySQL))
struct MySQLContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("transactions", arguments: TransactionContract.cases)
    func transactions(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(.mysql())
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: .mysql()))
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore(on: .mysql()))
    }
}
