import JobUDatabase
import JobUTesting
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
    ]
}
