import JobUConformance
import JobUDatabase
package import JobUTesting
import Testing

/// How a schema is brought up to date, on every engine.
package enum MigrationContract {
    package static let cases: [DriverCase] = [
        DriverCase("an empty database is migrated once, and then there is nothing to do") { home in
            let migrator = Migrator(home.migrations)
            let before = try await migrator.status(of: home.database)
            #expect(before.allSatisfy { !$0.isApplied })
            #expect(try await migrator.run(on: home.database, nowMicroseconds: 1) == home.migrations)
            #expect(try await migrator.run(on: home.database, nowMicroseconds: 2).isEmpty)
            #expect(try await migrator.status(of: home.database).allSatisfy(\.isApplied))
        },
        DriverCase("runners at the same time apply each step once") { home in
            let migrations = home.migrations
            let applied = try await withThrowingTaskGroup(of: Int.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        let database = home.reopen()
                        let count = try await Migrator(migrations).run(on: database, nowMicroseconds: 1).count
                        try await database.close()
                        return count
                    }
                }
                return try await group.reduce(0, +)
            }
            #expect(applied == migrations.count)
        },
        DriverCase("a database of a newer program is refused") { home in
            let newer = Migration(version: 99, name: "from the future", script: "SELECT 1")
            _ = try await Migrator(home.migrations + [newer]).run(on: home.database, nowMicroseconds: 1)
            let error = await #expect(throws: DatabaseError.self) {
                _ = try await Migrator(home.migrations).run(on: home.database, nowMicroseconds: 2)
            }
            #expect(error?.code == .schema)
            #expect(error?.message.contains("from the future") == true)
        },
        DriverCase("a step that was edited after it was applied is refused") { home in
            _ = try await Migrator(home.migrations).run(on: home.database, nowMicroseconds: 1)
            var edited = home.migrations
            edited[0].script += "\n-- edited"
            let error = await #expect(throws: DatabaseError.self) { _ = try await Migrator(edited).status(of: home.database) }
            #expect(error?.code == .schema)
        },
        DriverCase("a step that fails is not noted, and where the engine can undo it leaves nothing behind") { home in
            let broken = Migration(version: 99, name: "broken", script: "CREATE TABLE half (id INTEGER); SELECT nonsense FROM nowhere")
            await #expect(throws: DatabaseError.self) {
                _ = try await Migrator(home.migrations + [broken]).run(on: home.database, nowMicroseconds: 1)
            }
            let applied = try await Migrator(home.migrations).run(on: home.database, nowMicroseconds: 2)
            #expect(applied == (home.rollsBackSchema ? home.migrations : []))
            #expect(try await Migrator(home.migrations).status(of: home.database).allSatisfy(\.isApplied))
        },
        DriverCase("a first error says what to do, and leaves nothing that blocks the second try") { home async throws in
            func first(_ condition: String) -> [Migration] {
                let script = "CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER CHECK (\(condition) > 0))"
                return [Migration(version: 1, name: "first", script: script)]
            }
            for _ in 0..<2 {
                let error = await #expect(throws: DatabaseError.self) {
                    _ = try await Migrator(first("nonsense")).run(on: home.database, nowMicroseconds: 1)
                }
                #expect(error?.message.contains("migration 1 (first)") == true)
                #expect(error?.message.contains("mend the cause, then run 'jobu migrate' again") == true)
            }
            #expect(try await Migrator(first("id")).run(on: home.database, nowMicroseconds: 2).count == 1)
            #expect(try await rows(of: "SELECT id FROM two", in: home) == 0)
        },
        DriverCase("a table of somebody else is left alone, and named before anything is changed") { home async throws in
            try await home.database.withConnection(.readWrite) { try await $0.executeScript("CREATE TABLE two (label INTEGER)") }
            let mine = [Migration(version: 1, name: "first", script: "CREATE TABLE one (id INTEGER); CREATE TABLE two (id INTEGER)")]
            for _ in 0..<2 {
                let error = await #expect(throws: DatabaseError.self) {
                    _ = try await Migrator(mine).run(on: home.database, nowMicroseconds: 1)
                }
                #expect(error?.message.contains("two") == true)
            }
            let missing = await #expect(throws: DatabaseError.self) { _ = try await rows(of: "SELECT id FROM one", in: home) }
            #expect(missing?.code == .syntax)
            #expect(try await rows(of: "SELECT label FROM two", in: home) == 0)
        },
    ]

    /// Cuts the session once at each call of a migration, and tries again after each cut.
    /// - Parameters:
    ///   - home: an empty database.
    ///   - whole: another one, that is migrated without a cut.
    package static func cutAnywhere(_ moment: CutDriver.Moment, _ home: TestDatabase, like whole: TestDatabase) async throws {
        let driver = CutDriver(home.driver, moment)
        var attempts = 0
        while try await isCut(home.reopen(through: driver), home.migrations) {
            attempts += 1
            try #require(attempts < 1_000, "no end after \(driver.cuts) cuts")
        }
        _ = try await Migrator(whole.migrations).run(on: whole.database, nowMicroseconds: 1)
        // Each migration is a statement at least, and its note another.
        #expect(driver.cuts > 2 * home.migrations.count)
        #expect(try await Migrator(home.migrations).status(of: home.database).allSatisfy(\.isApplied))
        #expect(try await lines(home) == lines(whole))
        #expect(try await rows(of: "SELECT version FROM schema_migrations", in: home) == home.migrations.count)
        #expect(try await Migrator(home.migrations).run(on: home.database, nowMicroseconds: 2).isEmpty)
    }

    private static func isCut(_ database: Database, _ migrations: [Migration]) async throws -> Bool {
        do {
            _ = try await Migrator(migrations).run(on: database, nowMicroseconds: 1)
            try await database.close()
            return false
        } catch  where error.databaseError?.code == .connectionLost {
            try await database.close()
            return true
        }
    }

    private static func lines(_ home: TestDatabase) async throws -> [String] {
        try await home.database.transaction { try await $0.fetchAll(home.schema) }.map { try $0.text("line") }
    }

    private static func rows(of question: SQL, in home: TestDatabase) async throws -> Int {
        try await home.database.transaction { try await $0.fetchAll(question).count }
    }
}
