import Foundation
import Testing

@Suite("Pages that promise what tests show")
struct PageClaimTests {
    struct Page: Sendable, CustomStringConvertible {
        var path: String
        var claims: [PageClaim]
        /// How many of them nothing can show: advice, and what is said not to be.
        var withoutTests: Int
        var description: String { path }
    }

    static let pages = [
        Page(path: "docs/builtin-handlers.md", claims: BuiltinPage.claims, withoutTests: 11),
        Page(path: "docs/configuration.md", claims: ConfigurationPage.claims, withoutTests: 2),
    ]

    /// All that a page says, without headings, code and the heads of tables, in one line.
    static func words(_ page: String) -> String {
        var lines: [String] = []
        var isCode = false
        for line in page.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
            if line.hasPrefix("```") { isCode.toggle() }
            if isCode || line.hasPrefix("```") || line.hasPrefix("#") { continue }
            if line.hasPrefix("|"), line.allSatisfy({ "|-".contains($0) }) {
                lines.removeLast()
                continue
            }
            lines.append(line.hasPrefix("- ") ? String(line.dropFirst(2)) : line)
        }
        return lines.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    }

    @Test("each sentence and each row is listed with the tests that show it, and no other is", arguments: pages)
    func sentences(_ page: Page) throws {
        let said = Self.words(try String(contentsOf: Documentation.root.appendingPathComponent(page.path), encoding: .utf8))
        var rest = said[...]
        for claim in page.claims {
            guard rest.hasPrefix(claim.text) else {
                Issue.record("the page says '\(rest.prefix(120))', the list '\(claim.text.prefix(120))'")
                return
            }
            rest = rest.dropFirst(claim.text.count).drop { $0 == " " }
        }
        #expect(rest.isEmpty, "the page goes on: \(rest.prefix(120))")
    }

    @Test("each of those tests is there", arguments: pages)
    func tests(_ page: Page) throws {
        var sources = ""
        for folder in ["Tests", "Sources/JobUConformance", "Sources/JobUContracts"] {
            let files = try #require(
                FileManager.default.enumerator(at: Documentation.root.appendingPathComponent(folder), includingPropertiesForKeys: nil))
            for case let file as URL in files where file.pathExtension == "swift" && !Self.isList(file.lastPathComponent) {
                sources += try String(contentsOf: file, encoding: .utf8)
            }
        }
        let known = Set(sources.matches(of: #/"((?:[^"\\\n]|\\.)+)"/#).map { String($0.1) })
        for claim in page.claims {
            for name in claim.tests where !known.contains(name) { Issue.record("\(claim.text) → \(name)") }
        }
        #expect(page.claims.filter(\.tests.isEmpty).count == page.withoutTests)
    }

    /// The lists themselves show nothing.
    private static func isList(_ file: String) -> Bool {
        ["SecurityPage.swift", "PageClaim.swift"].contains(file) || file.hasPrefix("BuiltinPage") || file.hasPrefix("ConfigurationPage")
    }

    @Test("a page is read without its headings, code and heads of tables")
    func reading() {
        let page = "# A\nOne\ntwo.\n\n- **Three.** Four.\n```sh\njobu\n```\n| a | b |\n|---|---|\n| c | d |\n"
        #expect(Self.words(page) == "One two. **Three.** Four. | c | d |")
    }
}
