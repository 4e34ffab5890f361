import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUTesting
import JobUTime
import TestSupport
import Testing

@Suite("Migrations on MySQL, and who may make them", .enabled(if: TestServers.hasMySQL), .inTurn)
struct MySQLMigrationTests {
    @Test("an account that may not change the schema is told what it lacks")
    func grants() async throws {
        let clerk = try await TestDatabase.mysql().asMySQLClerk()
        let error = await #expect(throws: SQLError.self) {
            _ = try await Migrator(clerk.migrations).run(on: clerk.database, now: Timestamp(microseconds: 0))
        }
        #expect(error?.code == .permission)
        #expect(error?.message.contains("grant it SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX and REFERENCES on `") == true)
        #expect(error?.message.contains("1 (initial)") == true)
    }

    @Test("a step may take longer than a statement otherwise may")
    func branchAgeMin() async throws {
        let fixture = try await TestDatabase.mysql { $0.statementTimeout = .milliseconds(200) }
        let slow = "SELECT SLEEP(0.4) FROM (SELECT 1 AS one UNION SELECT 2) AS two"
        let step = Migration(version: 1, name: "slow", script: "CREATE TABLE slow (took INT);\nINSERT INTO slow \(slow);\n")
        let error = await #expect(throws: SQLError.self) {
            try await fixture.database.withConnection(.readWrite) { try await $0.executeScript("CREATE TABLE other AS \(slow)") }
        }
        #expect(error?.code == .timeout)
        #expect(try await Migrator([step]).run(on: fixture.database, now: Timestamp(microseconds: 0)) == [step])
    }

    @Test("the rights that the message names are enough")
    func enough() async throws {
        let owner = try await TestDatabase.mysql()
        let clerk = try await owner.asMySQLClerk()
        let name = try #require(owner.mysqlName)
        let asked = try await clerk.database.transaction { try await $0.fetchOne("SELECT SUBSTRING_INDEX(USER(), '@', 1) AS name") }
        let account = try #require(asked).text("name")
        try await owner.database.withConnection(.readWrite) {
            try await $0.executeScript("GRANT CREATE, ALTER, INDEX, REFERENCES ON \(name).* TO \(account)@'%'")
        }
        let fresh = clerk.reopen()
        #expect(try await Migrator(clerk.migrations).run(on: fresh, now: Timestamp(microseconds: 0)) == clerk.migrations)
        try await fresh.close()
    }

    @Test("every table names its characters, its engine and its row format, whatever those of the database are")
    func characters() async throws {
        let fixture = try await TestDatabase.mysql(characters: "latin1")
        _ = try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 0))
        let environment = AtomicEnvironment.test()
        _ = try await fixture.database.setUpAtomic(environment)
        let strangers = try await fixture.database.transaction { tx in
            try await tx.fetchAll(
                """
                SELECT table_name AS name, column_name AS col, collation_name AS collation FROM information_schema.columns
                WHERE table_schema = DATABASE() AND collation_name NOT IN ('utf8mb4_nopad_bin', 'utf8mb4_0900_bin', 'ascii_bin')
                  AND table_name NOT LIKE 'schema%'
                UNION ALL
                SELECT table_name, engine, table_collation FROM information_schema.tables
                WHERE table_schema = DATABASE()
                  AND (engine <> 'InnoDB' OR row_format <> 'Dynamic' OR table_collation NOT LIKE 'utf8mb4%')
                """)
        }
        #expect(strangers.isEmpty, "\(strangers)")
    }

    @Test("the tables of transactions over several databases need no right to make them once they are there")
    func atomicTables() async throws {
        let owner = try await TestDatabase.mysql()
        let clerk = try await owner.asMySQLClerk()
        let error = await #expect(throws: SQLError.self) { _ = try await clerk.database.setUpAtomic(.test()) }
        #expect(error?.message.contains("jobu tx setup") == true)
        let site = try await owner.database.setUpAtomic(.test())
        #expect(try await clerk.database.setUpAtomic(.test()) == site)
    }

    @Test("a database that does not exist is an error, not a schema that is missing")
    func noDatabase() async throws {
        let fixture = try await TestDatabase.mysql { $0.database = "nowhere_at_all" }
        let error = await #expect(throws: SQLError.self) { _ = try await Migrator(fixture.migrations).status(of: fixture.database) }
        #expect(error?.code == .cannotOpen)
    }
}
