import JobUDatabase
import Testing

@Suite("Reading a row")
struct RowTests {
    private let row = ResultRow(
        columns: RowColumns(["id", "name", "share", "gone", "at", "data"]),
        values: [.int(7), .text("report"), .double(0.5), .null, .timestamp(microseconds: 9), .bytes([1, 2])])

    @Test("values are read by name and type")
    func reads() throws {
        #expect(try row.int64("id") == 7)
        #expect(try row.int("id") == 7)
        #expect(try row.bool("id"))
        #expect(try row.text("name") == "report")
        #expect(try row.doubleIfPresent("share") == 0.5)
        #expect(try row.doubleIfPresent("id") == 7)
        #expect(try row.int64("at") == 9)
        #expect(try row.value("data") == .bytes([1, 2]))
    }

    @Test("null is nil where it may be")
    func null() throws {
        #expect(try row.int64IfPresent("gone") == nil)
        #expect(try row.textIfPresent("gone") == nil)
        #expect(try row.doubleIfPresent("gone") == nil)
    }

    static let failures: [(String, @Sendable (ResultRow) throws -> Void)] = [
        ("column 'gone' is null", { _ = try $0.int64("gone") }),
        ("column 'gone' is null", { _ = try $0.text("gone") }),
        ("column 'gone' is null", { _ = try $0.bool("gone") }),
        ("column 'name' holds text, not a whole number", { _ = try $0.int("name") }),
        ("column 'name' holds text, not a number", { _ = try $0.doubleIfPresent("name") }),
        ("column 'id' holds a whole number, not text", { _ = try $0.textIfPresent("id") }),
        ("column 'share' holds a number, not a whole number", { _ = try $0.int64IfPresent("share") }),
        ("column 'data' holds bytes, not text", { _ = try $0.text("data") }),
        ("column 'at' holds a timestamp, not text", { _ = try $0.text("at") }),
        (
            "no column 'nmae' in the answer; it has id, name, share, gone, at, data",
            { _ = try $0.text("nmae") }
        ),
    ]

    @Test("what cannot be read is an error that names the column and not the value", arguments: failures)
    func failure(message: String, read: @Sendable (ResultRow) throws -> Void) throws {
        let error = try #require(throws: SQLError.self) { try read(row) }
        #expect(error.code == .decoding)
        #expect(error.message == message)
    }

    @Test("the first of two columns with one name is read")
    func twice() throws {
        #expect(try ResultRow(columns: RowColumns(["id", "id"]), values: [.int(1), .int(2)]).int("id") == 1)
    }
}
