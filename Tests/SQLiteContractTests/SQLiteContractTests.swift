import JobUConformance
import JobUContracts
import JobUTesting
import TestSupport
import Testing

@Suite("SQLite keeps the contracts", .inTurn)
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

    @Test("a migration that is cut off anywhere is taken up by the next", arguments: CutDriver.Moment.allCases)
    func cutMigration(_ moment: CutDriver.Moment) async throws {
        try await MigrationContract.cutAnywhere(moment, .sqlite(), like: .sqlite())
    }

    @Test("store", arguments: StoreContract.cases)
    func store(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore.sqlite())
    }

    @Test("races", arguments: ClaimRaceContract.cases)
    func races(_ sentence: StoreCase) async throws {
        try await sentence.check(TestStore.sqlite())
    }
}
