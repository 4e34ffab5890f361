import JobUConformance
import JobUDatabase
import JobUTesting
import TestSupport
import Testing

/// What transactions, streams and decoding have to keep on every engine.
package enum TransactionContract {
    package static let cases: [DriverCase] = nesting + failing + reading + callbacks

    private static let nesting: [DriverCase] = [
        DriverCase("a nested transaction is a part of the outer one, and undone alone when it throws") { fixture in
            try await makeTable(fixture.database)
            try await fixture.database.transaction { tx in
                try await insert(tx, 1)
                await #expect(throws: Refusal.self) {
                    try await fixture.database.transaction { inner in
                        try await insert(inner, 2)
                        throw Refusal()
                    }
                }
                try await fixture.database.transaction { try await insert($0, 3) }
            }
            #expect(try await ids(fixture.database) == [1, 3])
        },
        DriverCase("what a nested transaction kept goes when the outer one fails") { fixture in
            try await makeTable(fixture.database)
            await #expect(throws: Refusal.self) {
                try await fixture.database.transaction { _ in
                    try await fixture.database.transaction { try await insert($0, 1) }
                    throw Refusal()
                }
            }
            #expect(try await ids(fixture.database) == [])
        },
        DriverCase("a writing transaction inside a reading one is refused") { fixture in
            try await makeTable(fixture.database)
            let error = await #expect(throws: SQLError.self) {
                try await fixture.database.transaction(readOnly: true) { _ in
                    try await fixture.database.transaction { try await insert($0, 1) }
                }
            }
            #expect(error?.code == .readOnlyTransaction)
        },
        DriverCase("savepoints undo what followed them, also one in another, and also after an error of the engine") {
            fixture async throws in
            try await makeTable(fixture.database)
            try await fixture.database.transaction { tx in
                try await insert(tx, 1)
                try await tx.savepoint { tx in
                    try await insert(tx, 2)
                    await #expect(throws: SQLError.self) { try await tx.savepoint { try await insert($0, 1) } }
                    try await insert(tx, 3)
                }
            }
            #expect(try await ids(fixture.database) == [1, 2, 3])
        },
        DriverCase("a transaction that is kept beyond its end is of no use") { fixture in
            try await makeTable(fixture.database)
            let kept = try await fixture.database.transaction { $0 }
            let error = await #expect(throws: SQLError.self) { try await insert(kept, 1) }
            #expect(error?.message.contains("has ended") == true)
        },
    ]

    private static let failing: [DriverCase] = [
        DriverCase("each isolation level is taken") { fixture in
            try await makeTable(fixture.database)
            for level in IsolationLevel.allCases {
                let id = try #require(IsolationLevel.allCases.firstIndex(of: level))
                try await fixture.database.transaction(isolation: level) { try await insert($0, id) }
            }
            #expect(try await ids(fixture.database) == [0, 1, 2])
        },
        DriverCase("transactions that lose against each other are run again when that is asked for, and none is lost") { fixture in
            try await makeTable(fixture.database)
            try await fixture.database.transaction { try await insert($0, 1) }
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 {
                    group.addTask {
                        for _ in 0..<5 {
                            try await fixture.database.transaction(isolation: .serializable, retries: 200) { tx in
                                let seen = try await tx.fetchOne("SELECT number FROM items WHERE id = 1")?.int("number") ?? -1
                                try await tx.execute("UPDATE items SET number = \(seen + 1) WHERE id = 1")
                            }
                        }
                    }
                }
                try await group.waitForAll()
            }
            let row = try await fixture.database.transaction(readOnly: true) {
                try await $0.fetchOne("SELECT number FROM items WHERE id = 1")
            }
            #expect(try row?.int("number") == 20)
        },
    ]

    private static let reading: [DriverCase] = [
        DriverCase("a large result is read in pieces, another statement may run meanwhile, and reading may stop early") { fixture in
            try await makeTable(fixture.database)
            try await fixture.database.transaction { tx in
                try await tx.executeBatch(
                    "INSERT INTO items (id, name, number) VALUES (?, ?, ?)", (0..<2_500).map { [.int(Int64($0)), .text("n"), .int(1)] })
            }
            let (sum, first) = try await fixture.database.transaction(readOnly: true) { tx in
                let sum = try await tx.withRows("SELECT id, number FROM items WHERE number = \(1) ORDER BY id", pieceSize: 100) { rows in
                    var sum = 0
                    for try await row in rows {
                        sum += try row.int("number")
                        if sum == 150 { #expect(try await tx.fetchOne("SELECT COUNT(*) AS total FROM items")?.int("total") == 2_500) }
                    }
                    return sum
                }
                let first = try await tx.withRows("SELECT id FROM items ORDER BY id") { rows in
                    for try await row in rows { return try row.int("id") }
                    return -1
                }
                return (sum, first)
            }
            #expect((sum, first) == (2_500, 0))
        },
        DriverCase("rows are read into types, a column a property, and what does not fit is named") { fixture in
            struct Item: Decodable, Equatable {
                enum Kind: String, Decodable { case n, m }
                var id: Int64
                var name: Kind
                var number: UInt8
                var tagList: [String]?
            }
            try await makeTable(fixture.database)
            let items = try await fixture.database.transaction { tx in
                try await tx.execute("INSERT INTO items (id, name, number, tag_list) VALUES (1, 'm', 200, \(SQLValue.json(#"["a","둘"]"#)))")
                try await tx.execute("INSERT INTO items (id, name, number) VALUES (2, 'n', 300)")
                return try await tx.fetchAll("SELECT id, name, number, tag_list FROM items WHERE id = 1", as: Item.self)
            }
            #expect(items == [Item(id: 1, name: .m, number: 200, tagList: ["a", "둘"])])
            let error = await #expect(throws: SQLError.self) {
                try await fixture.database.transaction(readOnly: true) { tx in
                    _ = try await tx.fetchOne("SELECT id, name, number, tag_list FROM items WHERE id = 2", as: Item.self)
                }
            }
            #expect(error?.code == .decoding)
            #expect(error?.message.contains("'number'") == true)
            #expect(error?.message.contains("300") == false)
            let count = try await fixture.database.transaction(readOnly: true) {
                try await $0.fetchOne("SELECT COUNT(*) AS total FROM items", as: Int.self)
            }
            #expect(count == 2)
        },
    ]

    struct Refusal: Error {}

    static func makeTable(_ database: Database) async throws {
        try await database.transaction { tx in
            try await tx.executeScript(
                "CREATE TABLE items (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, number INTEGER NOT NULL, tag_list VARCHAR(200))")
        }
    }

    static func insert(_ tx: Transaction, _ id: Int) async throws {
        try await tx.execute("INSERT INTO items (id, name, number) VALUES (\(id), 'n', 0)")
    }

    static func ids(_ database: Database) async throws -> [Int] {
        try await database.transaction(readOnly: true) { tx in
            try await tx.fetchAll("SELECT id FROM items ORDER BY id").map { try $0.int("id") }
        }
    }
}
