import JobUContracts
import JobUTesting
import Testing

@Suite("PostgreSQL keeps the contracts", .enabled(if: TestServers.hasPostgres))
struct PostgresContractTests {
    @Test("driver", arguments: DriverContract.cases)
    func driver(_ sentence: DriverCase) async throws {
        try await sentence.check(.postgres())
    }

    @Test("migrations", arguments: MigrationContract.cases)
    func migrations(_ sentence: DriverCase) async throws {
        try await sentence.check(.postgres())
    }
}
