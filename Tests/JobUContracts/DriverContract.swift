import JobUConformance
import JobUDatabase
import JobUTesting
import TestSupport
import Testing

/// What every driver has to keep. Run each case on an empty database of its own.
package enum DriverContract {
    package static let cases: [DriverCase] = [
        DriverCase("every kind of value comes back as it was bound") { fixture in
            let text = "밤 '; DROP TABLE x; -- \n\\"
            let row = try await fixture.database.transaction { tx in
                try await tx.fetchOne(
                    """
                    SELECT \(Int64.min) AS smallest, \(Int64.max) AS largest, \(1.5) AS half, \(text) AS words,
                           \([UInt8]([0, 255, 39])) AS raw, \(String?.none) AS absent, \(true) AS yes, \(SQLValue.decimal("12345678901234567890.10")) AS exact,
                           \(SQLValue.json(#"{"a":[1,"둘"]}"#)) AS document
                    """)
            }
            let read = try #require(row)
            #expect(try read.int64("smallest") == .min)
            #expect(try read.int64("largest") == .max)
            #expect(try read.doubleIfPresent("half") == 1.5)
            #expect(try read.text("words") == text)
            #expect(try read.value("raw") == .bytes([0, 255, 39]))
            #expect(try read.textIfPresent("absent") == nil)
            #expect(try read.bool("yes"))
            #expect(try read.text("exact") == "12345678901234567890.10")
            #expect(try read.text("document") == #"{"a":[1,"둘"]}"#)
        },
        DriverCase("text with a NUL, which no engine stores whole, is refused") { fixture in
            let error = await #expect(throws: SQLError.self) {
                try await fixture.database.transaction { try await $0.fetchOne("SELECT \("a\u{0}b") AS words") }
            }
            #expect(error?.message.contains("NUL") == true)
        },
        DriverCase("a wrong column or type is named in the error") { fixture in
            try await fixture.database.transaction { tx in
                let row = try #require(try await tx.fetchOne("SELECT 'word' AS a, NULL AS b"))
                #expect(throws: SQLError.self) { try row.int("a") }
                let isNull = #expect(throws: SQLError.self) { try row.text("b") }
                #expect(isNull?.message.contains("'b'") == true)
                let isAbsent = #expect(throws: SQLError.self) { try row.text("c") }
                #expect(isAbsent?.message.contains("'c'") == true)
            }
        },
        DriverCase("a transaction whose body throws leaves nothing, and its session is good again") { fixture in
            try await makeTable(fixture.database)
            struct Refusal: Error {}
            await #expect(throws: Refusal.self) {
                try await fixture.database.transaction { tx in
                    try await tx.execute("INSERT INTO things (id, name) VALUES (1, 'a')")
                    throw Refusal()
                }
            }
            #expect(try await count(fixture.database) == 0)
        },
        DriverCase("a transaction of a cancelled task leaves nothing") { fixture in
            try await makeTable(fixture.database)
            await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    try await fixture.database.transaction { tx in
                        try await tx.execute("INSERT INTO things (id, name) VALUES (1, 'a')")
                        withUnsafeCurrentTask { $0?.cancel() }
                    }
                }
                await #expect(throws: CancellationError.self) { try await group.next() }
            }
            #expect(try await count(fixture.database) == 0)
        },
        DriverCase("a write in a read-only transaction is refused by the engine") { fixture in
            try await makeTable(fixture.database)
            let error = await #expect(throws: SQLError.self) {
                try await fixture.database.transaction(readOnly: true) { tx in
                    try await tx.execute("INSERT INTO things (id, name) VALUES (1, 'a')")
                }
            }
            #expect(error?.code == .readOnlyTransaction)
        },
        DriverCase("errors are classified, with the statement and without its values") { fixture in
            try await makeTable(fixture.database)
            _ = try await fixture.database.transaction { tx in
                try await tx.execute("INSERT INTO things (id, name) VALUES (1, 'a')")
            }
            let twice = await failure(fixture.database, "INSERT INTO things (id, name) VALUES (1, \("secret-4711"))")
            #expect(twice?.code == .uniqueViolation)
            #expect(twice?.description.contains("INSERT INTO things") == true)
            #expect(twice?.description.contains("secret-4711") == false)
            let orphan = await failure(fixture.database, "INSERT INTO parts (thing_id) VALUES (99)")
            #expect(orphan?.code == .foreignKeyViolation)
            let missing = await failure(fixture.database, "INSERT INTO things (id, name) VALUES (2, NULL)")
            #expect(missing?.code == .constraintViolation)
            #expect(await failure(fixture.database, "SELEKT 1")?.code == .syntax)
        },
        DriverCase("a batch says what each of its runs changed") { fixture in
            try await makeTable(fixture.database)
            let changed = try await fixture.database.transaction { tx in
                _ = try await tx.executeBatch(
                    "INSERT INTO things (id, name) VALUES (?, ?)", [[.int(1), .text("a")], [.int(2), .text("a")], [.int(3), .text("b")]])
                return try await tx.executeBatch(
                    "UPDATE things SET name = ? WHERE name = ?", [[.text("c"), .text("a")], [.text("c"), .text("z")]])
            }
            #expect(changed == [2, 0])
        },
        DriverCase("more transactions than sessions wait their turn, and none is lost") { fixture in
            try await makeTable(fixture.database)
            try await withThrowingTaskGroup(of: Void.self) { group in
                for id in 0..<50 {
                    group.addTask {
                        _ = try await fixture.database.transaction { tx in
                            try await tx.execute("INSERT INTO things (id, name) VALUES (\(id), 'a')")
                        }
                    }
                }
                try await group.waitForAll()
            }
            #expect(try await count(fixture.database) == 50)
        },
        DriverCase("a closed database turns callers away") { fixture in
            try await fixture.database.close()
            let error = await #expect(throws: SQLError.self) { _ = try await count(fixture.database) }
            #expect(error?.code == .connectionLost)
        },
    ]

    private static func makeTable(_ database: Database) async throws {
        try await database.transaction { tx in
            try await tx.executeScript(
                """
                CREATE TABLE things (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL);
                CREATE TABLE parts (thing_id INTEGER NOT NULL, FOREIGN KEY (thing_id) REFERENCES things (id))
                """)
        }
    }

    private static func count(_ database: Database) async throws -> Int {
        try await database.transaction(readOnly: true) { tx in
            try await tx.fetchOne("SELECT COUNT(*) AS total FROM things")?.int("total") ?? -1
        }
    }

    private static func failure(_ database: Database, _ sql: SQLQuery) async -> SQLError? {
        await #expect(throws: SQLError.self) { try await database.transaction { try await $0.execute(sql) } }
    }
}
