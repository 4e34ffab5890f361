import Foundation
import JobUDatabase
import Testing

@Suite("A statement's text and parameters")
struct SQLTests {
    private func rendered(_ sql: SQLQuery) -> String { sql.rendered { "$\($0)" }.text }
    private func binds(_ sql: SQLQuery) -> [SQLValue] { sql.rendered { "$\($0)" }.binds }

    @Test(
        "what is interpolated becomes a parameter, never text", arguments: ["x", "'; DROP TABLE cron_jobs; --", "?", "$1", "", "\0", "한글"])
    func interpolation(hostile: String) {
        let sql: SQLQuery = "SELECT id FROM cron_jobs WHERE name = \(hostile) AND id > \(3)"
        #expect(rendered(sql) == "SELECT id FROM cron_jobs WHERE name = $1 AND id > $2")
        #expect(binds(sql) == [.text(hostile), .int(3)])
    }

    @Test("every kind of value is bound as itself")
    func values() {
        let nothing: String? = nil
        let something: Int64? = 9
        let sql: SQLQuery = """
            \(1)\(Int64(2))\(Int32(3))\(true)\(false)\(1.5)\("a")\("bc".dropFirst())\([UInt8]([1]))\(nothing)\(something)\
            \(Date(timeIntervalSince1970: 1.5))\(SQLValue.timestamp(microseconds: 7))
            """
        #expect(
            binds(sql) == [
                .int(1), .int(2), .int(3), .bool(true), .bool(false), .double(1.5), .text("a"), .text("c"), .bytes([1]), .null, .int(9),
                .timestamp(microseconds: 1_500_000), .timestamp(microseconds: 7),
            ])
        #expect(rendered(sql) == (1...13).map { "$\($0)" }.joined())
    }

    @Test("a batch takes its parameters from its rows alone")
    func batch() throws {
        let suffix: SQLQuery = " ON CONFLICT DO NOTHING"
        #expect(try ("INSERT INTO t VALUES (?)" + suffix).batchText() == "INSERT INTO t VALUES (?) ON CONFLICT DO NOTHING")
        let error = #expect(throws: SQLError.self) { try ("INSERT INTO t VALUES (?, \(1))" as SQLQuery).batchText() }
        #expect(error?.code == .syntax)
    }

    @Test("each engine writes its own placeholder")
    func placeholders() {
        let sql: SQLQuery = "a \(1) b \(2)"
        #expect(sql.rendered { _ in "?" }.text == "a ? b ?")
        #expect(sql.rendered { ":p\($0)" }.text == "a :p1 b :p2")
    }

    @Test("a statement within a statement brings its parameters along, in order")
    func splice() {
        let inner: SQLQuery = "status = \("PENDING") OR run_at < \(5)"
        let sql: SQLQuery = "SELECT id WHERE (\(inner)) AND queue = \("mail")"
        #expect(rendered(sql) == "SELECT id WHERE (status = $1 OR run_at < $2) AND queue = $3")
        #expect(binds(sql) == [.text("PENDING"), .int(5), .text("mail")])
        #expect(binds(inner + sql).count == 5)
    }

    @Test("a list has a parameter for each value, and NULL for none")
    func list() {
        let some: SQLQuery = "id IN (\(SQLQuery.list(["a", "b", "c"])))"
        #expect(rendered(some) == "id IN ($1, $2, $3)")
        #expect(binds(some) == [.text("a"), .text("b"), .text("c")])
        let none: SQLQuery = "id IN (\(SQLQuery.list([Int]())))"
        #expect(rendered(none) == "id IN (NULL)")
        #expect(binds(none).isEmpty)
    }

    @Test("pieces are joined by a literal")
    func join() throws {
        let pieces: [SQLQuery] = ["a = \(1)", "b IS NULL", "c = \(2)"]
        let joined = try #require(SQLQuery.join(pieces, separator: " AND "))
        #expect(rendered(joined) == "a = $1 AND b IS NULL AND c = $2")
        #expect(binds(joined) == [.int(1), .int(2)])
        #expect(SQLQuery.join([], separator: " AND ") == nil)
    }

    @Test("a statement without parameters is its text")
    func plain() {
        #expect(rendered("SELECT '$1'") == "SELECT '$1'")
        #expect(binds("SELECT 1").isEmpty)
    }

    @Test("an instant beyond all that can be stored, or none at all, is the last or the first")
    func extremeDates() {
        let last: [Double] = [.infinity, .greatestFiniteMagnitude, 1e300, 9.3e12, .nan]
        for seconds in last { #expect(Date(timeIntervalSince1970: seconds).sqlValue == .timestamp(microseconds: .max)) }
        let first: [Double] = [-.infinity, -.greatestFiniteMagnitude, -1e300, -9.3e12]
        for seconds in first { #expect(Date(timeIntervalSince1970: seconds).sqlValue == .timestamp(microseconds: .min)) }
        #expect(Date(timeIntervalSince1970: -62_167_219_200).sqlValue == .timestamp(microseconds: -62_167_219_200_000_000))
        #expect(Date(timeIntervalSince1970: 253_402_300_799).sqlValue == .timestamp(microseconds: 253_402_300_799_000_000))
        #expect(Date(timeIntervalSince1970: 1.5).sqlValue == .timestamp(microseconds: 1_500_000))
    }
}
