import JobUConformance
import JobUDatabase
import JobUSQLite
import JobUTesting
import JobUTime
package import TestSupport
import Testing

/// How a schema is brought up to date, on every engine.
package enum MigrationContract {
    package static let cases: [DriverCase] = [
        DriverCase("the steps have the same numbers and names as on every other engine") { fixture in
            func steps(_ migrations: [Migration]) -> [String] { migrations.map { "\($0.version) \($0.name)" } }
            #expect(steps(fixture.migrations) == steps(SQLiteMigrations.all))
        },
        DriverCase("an empty database is migrated once, and then there is nothing to do") { fixture in
            let migrator = Migrator(fixture.migrations)
            let before = try await migrator.status(of: fixture.database)
            #expect(before.allSatisfy { !$0.isApplied })
            #expect(try await migrator.run(on: fixture.database, now: Timestamp(microseconds: 1)) == fixture.migrations)
            #expect(try await migrator.run(on: fixture.database, now: Timestamp(microseconds: 2)).isEmpty)
            #expect(try await migrator.status(of: fixture.database).allSatisfy(\.isApplied))
        },
        DriverCase("runners at the same time apply each step once") { fixture in
            let migrations = fixture.migrations
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = fixture.reopen()
                        let count = try await Migrator(migrations).run(on: database, now: Timestamp(microseconds: 1)).count
                        try await database.close()
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(applied == migrations.count)
        },
        DriverCase("a database of a newer program is refused") { fixture in
            let newer = Migration(version: 99, name: "from the future", script: "SELECT 1")
            _ = try await Migrator(fixture.migrations + [newer]).run(on: fixture.database, now: Timestamp(microseconds: 1))
            let error = await #expect(throws: SQLError.self) {
                _ = try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 2))
            }
            #expect(error?.code == .schema)
            #expect(error?.message.contains("from the future") == true)
        },
        DriverCase("a step that was edited after it was applied is refused") { fixture in
            _ = try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 1))
            var edited = fixture.migrations
            edited[0].script += "\n-- edited"
            let error = await #expect(throws: SQLError.self) { _ = try await Migrator(edited).status(of: fixture.database) }
            #expect(error?.code == .schema)
        },
        DriverCase("a step that fails is not noted, and where the engine can undo it leaves nothing behind") { fixture in
            let broken = Migration(version: 99, name: "broken", script: "CREATE TABLE half (id INTEGER); SELECT nonsense FROM nowhere")
            await #expect(throws: SQLError.self) {
                _ = try await Migrator(fixture.migrations + [broken]).run(on: fixture.database, now: Timestamp(microseconds: 1))
            }
            let applied = try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 2))
            #expect(applied == (fixture.rollsBackSchema ? fixture.migrations : []))
            #expect(try await Migrator(fixture.migrations).status(of: fixture.database).allSatisfy(\.isApplied))
        },
        DriverCase("a first error says what to do, and leaves nothing that blocks the second try") { fixture async throws in
            func first(_ condition: String) -> [Migration] {
                let script = "CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER CHECK (\(condition) > 0))"
                return [Migration(version: 1, name: "first", script: script)]
            }
            for _ in 0..<2 {
                let error = await #expect(throws: SQLError.self) {
                    _ = try await Migrator(first("nonsense")).run(on: fixture.database, now: Timestamp(microseconds: 1))
                }
                #expect(error?.message.contains("migration 1 (first)") == true)
                #expect(error?.message.contains("fix the cause, then run 'jobu migrate' again") == true)
            }
            #expect(try await Migrator(first("id")).run(on: fixture.database, now: Timestamp(microseconds: 2)).count == 1)
            #expect(try await rows(of: "SELECT id FROM two", in: fixture) == 0)
        },
        DriverCase("a table of somebody else is left alone, and named before anything is changed") { fixture async throws in
            try await fixture.database.withConnection(.readWrite) { try await $0.executeScript("CREATE TABLE two (label INTEGER)") }
            let mine = [Migration(version: 1, name: "first", script: "CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER)")]
            for _ in 0..<2 {
                let error = await #expect(throws: SQLError.self) {
                    _ = try await Migrator(mine).run(on: fixture.database, now: Timestamp(microseconds: 1))
                }
                #expect(error?.message.contains("two") == true)
            }
            let missing = await #expect(throws: SQLError.self) { _ = try await rows(of: "SELECT id FROM one", in: fixture) }
            #expect(missing?.code == .syntax)
            #expect(try await rows(of: "SELECT label FROM two", in: fixture) == 0)
        },
    ]

    /// Cuts the session once at each call of a migration, and tries again after each cut.
    /// - Parameters:
    ///   - home: an empty database.
    ///   - whole: another one, that is migrated without a cut.
    package static func cutAnywhere(_ moment: CutDriver.Moment, _ fixture: TestDatabase, like whole: TestDatabase) async throws {
        let driver = CutDriver(fixture.driver, moment)
        var attempts = 0
        while try await isCut(fixture.reopen(through: driver), fixture.migrations) {
            attempts += 1
            try #require(attempts < 1_000, "no end after \(driver.cuts) cuts")
        }
        _ = try await Migrator(whole.migrations).run(on: whole.database, now: Timestamp(microseconds: 1))
        // Each migration is a statement at least, and its note another.
        #expect(driver.cuts > 2 * fixture.migrations.count)
        #expect(try await Migrator(fixture.migrations).status(of: fixture.database).allSatisfy(\.isApplied))
        #expect(try await lines(fixture) == lines(whole))
        #expect(try await rows(of: "SELECT version FROM schema_migrations", in: fixture) == fixture.migrations.count)
        #expect(try await Migrator(fixture.migrations).run(on: fixture.database, now: Timestamp(microseconds: 2)).isEmpty)
    }

    private static func isCut(_ database: Database, _ migrations: [Migration]) async throws -> Bool {
        do {
            _ = try await Migrator(migrations).run(on: database, now: Timestamp(microseconds: 1))
            try await database.close()
            return false
        } catch  where error.databaseError?.code == .connectionLost {
            try await database.close()
            return true
        }
    }

    private static func lines(_ fixture: TestDatabase) async throws -> [String] {
        try await fixture.database.transaction { try await $0.fetchAll(fixture.schema) }.map { try $0.text("line") }
    }

    private static func rows(of question: SQLQuery, in fixture: TestDatabase) async throws -> Int {
        try await fixture.database.transaction { try await $0.fetchAll(question).count }
    }
}
