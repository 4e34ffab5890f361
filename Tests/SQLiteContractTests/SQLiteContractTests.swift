import JobUContracts
import JobUTesting
import Testing

@Suite("SQLite keeps the contracts")
struct SQLiteContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(.sqlite())
    }

    @Test("transactions", arguments: TransactionContract.cases)
    func transactions(_ sentence: DriverCase) async throws {
        try await sentence.check(.sqlite())
    }

    @Test("the handler sql", arguments: SQLHandlerContract.cases)
    func sqlHandler(_ sentence: DriverCase) async throws {
        try await sentence.check(.sqlite())
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(.sqlite())
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(.sqlite())
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(.sqlite())
    }
}
