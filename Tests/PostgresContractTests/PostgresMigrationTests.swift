import JobUContracts
import JobUDatabase
import JobUModel
import JobUPostgres
import JobUTesting
import TestSupport
import Testing

@Suite("Migrations on PostgreSQL, and who may make them", .needsPostgres, .inTurn)
struct PostgresMigrationTests {
    @Test("an account that may not change the schema is told what it lacks")
    func grants() async throws {
        let clerk = try await #require(await TestDatabase.postgres()).asPostgresClerk()
        let error = await #expect(throws: SQLError.self) {
            _ = try await Migrator(clerk.migrations).run(on: clerk.database, now: Timestamp(microseconds: 0))
        }
        #expect(error?.code == .permission)
        #expect(error?.message.contains("grant it USAGE and CREATE on the schema") == true)
        #expect(error?.message.contains("1 (initial)") == true)
    }

    @Test("a step may take longer than a statement otherwise may")
    func branchAgeMin() async throws {
        let schema = try await PostgresSchema(on: #require(TestServers.postgres))
        var configuration = schema.configuration
        configuration.statementTimeout = .milliseconds(100)
        let database = Database(name: "slow", driver: PostgresDriver(configuration), time: TimeSource.system)
        let step = Migration(version: 1, name: "slow", script: "CREATE TABLE slow AS SELECT pg_sleep(0.3) IS NULL AS none;\n")
        #expect(try await Migrator([step]).run(on: database, now: Timestamp(microseconds: 0)) == [step])
        try await database.close()
    }

    @Test("the tables of transactions over several databases need no right to make them once they are there")
    func atomicTables() async throws {
        let owner = try #require(await TestDatabase.postgres())
        let early = try await owner.asPostgresClerk()
        let error = await #expect(throws: SQLError.self) { _ = try await early.database.setUpAtomic(.test()) }
        #expect(error?.message.contains("jobu tx setup") == true)
        let site = try await owner.database.setUpAtomic(.test())
        #expect(try await owner.asPostgresClerk().database.setUpAtomic(.test()) == site)
    }

    @Test("a database that does not exist is an error, not a schema that is missing")
    func noDatabase() async throws {
        var server = try #require(TestServers.postgres)
        server.database = "nowhere_at_all"
        let database = Database(name: "gone", driver: PostgresDriver(server), time: TimeSource.system)
        let error = await #expect(throws: SQLError.self) { _ = try await Migrator(PostgresMigrations.all).status(of: database) }
        #expect(error?.code == .cannotOpen)
    }

    @Test("a database whose encoding cannot keep every text is refused, with what to do", arguments: ["LATIN1", "SQL_ASCII"])
    func encoding(_ name: String) async throws {
        let fixture = try await TestDatabase.postgres(encoding: name)
        let error = await #expect(throws: SQLError.self) {
            _ = try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 0))
        }
        #expect(error?.code == .schema)
        #expect(error?.message.contains("encoding \(name)") == true)
        #expect(error?.message.contains("ENCODING 'UTF8'") == true)
    }
}
