import JobUDatabase
import JobUModel

/// Values that no program of ours writes, and anybody may who speaks SQL. An engine refuses some of them, which is as good.
struct OddColumn: Sendable {
    let name: SQLQuery
    let values: [SQLValue]

    init(_ name: SQLQuery, _ values: [SQLValue]) {
        self.name = name
        self.values = values
    }

    static let numbers: [SQLValue] = [Int64.min, Int64(Int32.min), -1, 0, Int64(Int32.max), Int64.max].map(SQLValue.int)
    static let texts: [SQLValue] = ["", "oops", "{", "[1]", "null", "\"x\"", "정산 🎩", "a\0b", String(repeating: "x", count: 100_000)]
        .map(SQLValue.text)
    static let backoffs: [SQLValue] =
        texts
        + [
            #"{"kind":"weird","base_seconds":1,"max_seconds":1,"jitter":0}"#, #"{"kind":"fixed"}"#,
            #"{"kind":"fixed","base_seconds":9223372036854775807,"max_seconds":9223372036854775807,"jitter":1e308}"#,
            #"{"kind":"exponential","base_seconds":-9223372036854775808,"max_seconds":-1,"jitter":-1e308}"#,
        ].map(SQLValue.text)
    static let shares: [SQLValue] = [.double(-1), .double(2), .double(1e308), .double(.infinity), .double(-.infinity), .double(.nan)]
    /// The years 1 and 9999, one that few calendars have, and what an engine keeps as a bare number.
    static let instants: [SQLValue] = [
        .timestamp(microseconds: -62_135_596_800_000_000), .timestamp(microseconds: 253_402_300_799_999_999),
        .timestamp(microseconds: 9_000_000_000_000_000_000), .int(.min), .int(0), .int(.max),
    ]
}

/// A row with one odd value.
struct OddRow: Sendable, CustomStringConvertible {
    let id: Int64
    let column: String
    let value: SQLValue

    var description: String { "\(column) = \("\(value)".prefix(60)) in row \(id)" }
}

extension StoreFixture {
    /// Makes a row by `make`, which is told how many there are, for each value of each column, and writes the value there.
    /// - Returns: those that the engine has taken.
    func plant(_ columns: [OddColumn], in table: SQLQuery, _ make: (Int) async throws -> Int64) async throws -> [OddRow] {
        var planted: [OddRow] = []
        var made = 0
        for column in columns {
            for value in column.values {
                let id = try await make(made)
                made += 1
                guard try await write(value, to: column.name, in: table, id: id) else { continue }
                planted.append(OddRow(id: id, column: column.name.rendered { _ in "" }.text.filter { $0 != "`" }, value: value))
            }
        }
        return planted
    }

    /// Returns false when the engine refuses it.
    private func write(_ value: SQLValue, to column: SQLQuery, in table: SQLQuery, id: Int64) async throws -> Bool {
        do {
            try await database.transaction { tx in
                try await tx.execute("UPDATE \(table) SET \(column) = \(value) WHERE id = \(id)")
            }
            return true
        } catch  where error.databaseError != nil {
            return false
        }
    }
}
