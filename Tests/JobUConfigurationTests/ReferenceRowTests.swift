import Foundation
import JobUComposition
import Testing

@Suite("The tables of docs/configuration.md")
struct ReferenceRowTests {
    static let rows = rows(of: "docs/configuration.md")
    private static let koreanRows = rows(of: "docs/configuration.ko.md")

    private static func rows(of path: String) -> [ReferenceRow] {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        let page = FileManager.default.contents(atPath: root.appending(path: path).path) ?? Data()
        return String(decoding: page, as: UTF8.self).split(separator: "\n").compactMap { ReferenceRow($0) }
    }

    @Test("say the same bounds and defaults in Korean")
    func korean() {
        #expect(Self.koreanRows.map(\.key) == Self.rows.map(\.key))
        for (row, korean) in zip(Self.rows, Self.koreanRows) {
            #expect(korean.range?.low == row.range?.low && korean.range?.high == row.range?.high, "\(row.key)")
            if case .some = row.plainFallback { #expect(korean.fallback == row.fallback, "\(row.key)") }
        }
    }

    private func message(_ row: ReferenceRow, _ text: String) throws -> String? {
        try ConfigurationDirectory(row.files(.text(text))).message()
    }

    @Test("say the bounds of every number, and those are taken", arguments: rows.filter { $0.range != nil })
    func numbers(_ row: ReferenceRow) throws {
        let range = try #require(row.range)
        #expect(try message(row, range.low) == nil)
        #expect(try message(row, range.high) == nil)
        // Below nothing a number of seconds is none.
        for outside in ["\(try #require(Int(range.high)) + 1)", "0"] where outside != "0" || range.low != "0" {
            let told = try message(row, outside) ?? ""
            #expect(told.contains("must be between \(range.low) and \(range.high)"), "\(told)")
        }
        if row.type.hasPrefix("whole") { #expect(try message(row, "\(range.high).5") != nil) }
    }

    @Test("say which keys are truths", arguments: rows.filter { $0.type == "boolean" })
    func truths(_ row: ReferenceRow) throws {
        for good in ["true", "false"] { #expect(try message(row, good) == nil) }
        #expect(try message(row, "perhaps")?.contains("expected true or false") == true)
    }

    @Test("say all words that a key takes", arguments: rows.filter { $0.words != nil })
    func words(_ row: ReferenceRow) throws {
        for word in try #require(row.words) { #expect(try message(row, word) == nil, "\(word)") }
        let told = try message(row, "nonsense") ?? ""
        #expect(told.contains("expected one of"), "\(told)")
        for word in try #require(row.words) { #expect(told.contains(word), "\(told)") }
    }

    @Test("say the default: a key that has it written out changes nothing", arguments: rows.filter { $0.plainFallback != nil })
    func defaults(_ row: ReferenceRow) throws {
        // What is not given is what the configurations beside the services say.
        var without = try ConfigurationDirectory(row.files(nil)).load()
        var with = try ConfigurationDirectory(row.files(row.plainFallback)).load()
        // Where they lie is no matter here.
        (without.files, with.files) = ([], [])
        #expect(with == without)
    }

    @Test("hold enough of each kind that the checks above see something")
    func enough() {
        #expect(Self.rows.count > 110)
        #expect(Self.rows.filter { $0.range != nil }.count > 45)
        #expect(Self.rows.filter { $0.plainFallback != nil }.count > 65)
        #expect(Self.rows.filter { $0.type == "boolean" }.count > 7)
        #expect(Self.rows.filter { $0.words != nil }.count > 6)
    }
}
