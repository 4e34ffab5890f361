import Foundation
import JobUComposition
import JobUDatabase
import JobUTesting
import TestSupport
import Testing

/// The tutorial, the page on databases and the one on production: what they show is what happens.
@Suite("Guides", .serialized, .timeLimit(.minutes(5)))
struct GuideTests {
    /// Each page with its translation.
    static let pairs: [(String, String)] =
        ["databases", "engines", "handlers", "PRODUCTION"].map { ("docs/\($0).md", "docs/\($0).ko.md") }
        + chapters.map { ("docs/tutorial/\($0).md", "docs/tutorial/ko/\($0).md") }

    private static let chapters = [
        "README", "1-start", "2-admin", "3-concepts", "4-flow", "5-modules", "6-handlers", "7-encodings",
    ]

    static let all = pairs.flatMap { [$0.0, $0.1] }

    /// Reference pages with their translations. Other tests check their blocks.
    static let translated: [(String, String)] =
        [("CONTRIBUTING.md", "CONTRIBUTING.ko.md")]
        + [
            "api", "architecture", "builtin-handlers", "configuration", "glossary", "isolation", "metrics", "observability", "performance",
            "scale", "security", "tracing", "transactions",
        ].map { ("docs/\($0).md", "docs/\($0).ko.md") }

    @Test("every block of code is one that is checked", arguments: all)
    func blocks(path: String) throws {
        #expect(try GuideRules.badBlocks(GuidePage(path)) == [])
    }

    @Test("every quotation stands literally in the file it names and links to", arguments: all)
    func quotations(path: String) throws {
        let faults = try GuideRules.badQuotations(GuidePage(path)) { source in
            FileManager.default.contents(atPath: Documentation.root.appendingPathComponent(source).path).map {
                String(decoding: $0, as: UTF8.self)
            }
        }
        #expect(faults == [])
    }

    @Test("both languages have the same headings and the same code", arguments: pairs + translated)
    func translations(english: String, korean: String) throws {
        #expect(try GuideRules.differences(GuidePage(english), GuidePage(korean)) == [])
    }

    @Test("every configuration file is one that JobU reads", arguments: all)
    func configuration(path: String) throws {
        for block in try GuidePage(path).blocks where block.language == "yaml" && block.source == nil {
            let name = try #require(
                block.lines.first?.wholeMatch(of: #/# config/([a-z]+\.yaml)/#)?.1, "\(path):\(block.line) names no file")
            let folder = try TemporaryDirectory()
            try block.text.write(toFile: folder.file(String(name)), atomically: true, encoding: .utf8)
            // A role's file may name databases that another file has.
            if name != "database.yaml" {
                try Self.databases.write(toFile: folder.file("database.yaml"), atomically: true, encoding: .utf8)
            }
            let variables = block.text.matches(of: #/\$\{([A-Z_]+)/#).map { (String($0.1), "5432") }
            #expect(throws: Never.self, "\(path):\(block.line)") {
                try JobUSettings.load(directory: folder.path, environment: Dictionary(variables) { first, _ in first })
            }
        }
    }

    @Test("every statement that is shown runs on its engine", arguments: all)
    func statements(path: String) async throws {
        for block in try GuidePage(path).blocks where block.language == "sql" && block.source == nil {
            let engine = try #require(block.engine, "\(path):\(block.line) names no engine")
            guard StoreEngine.present.contains(engine) else { continue }
            let fixture = try await Workplace(on: engine).fixture
            try await fixture.database.withConnection(.readWrite) { connection in
                for statement in block.text.components(separatedBy: ";\n") where !statement.allSatisfy(\.isWhitespace) {
                    try await connection.executeScript(statement)
                }
            }
        }
    }

    @Test("every command works, in its order, with what was started before still running", arguments: all)
    func commands(path: String) async throws {
        let page = try GuidePage(path)
        for engine in StoreEngine.present {
            let steps = GuideStep.steps(of: page, on: engine)
            if !steps.isEmpty { try await GuideWalk(on: engine).follow(steps[...]) }
        }
    }

    @Test("what a page does with a project of jobu init, script/template-test does", arguments: all)
    func projects(path: String) throws {
        let script = try String(contentsOf: Documentation.root.appendingPathComponent("script/template-test"), encoding: .utf8)
        let runs = try String(contentsOf: Documentation.root.appendingPathComponent("script/lib/template_runs.py"), encoding: .utf8)
        for line in try GuidePage(path).blocks.filter({ $0.info == ["sh", "project"] }).flatMap(\.lines) {
            let words = line.split(separator: " ")
            switch words.count {
            case 2 where words == ["swift", "test"]: #expect(script.contains("swift_in \"$name\" test"))
            case 3 where words[1] == "run": #expect(runs.contains("running(ready="))
            case 4 where words[1] == "run": #expect(runs.contains("\"\(words[3])\""), "\(path): \(line)")
            default: Issue.record("\(path): nobody runs '\(line)'")
            }
        }
    }

    @Test("the articles of the reference show code that is compiled elsewhere")
    func reference() throws {
        let folder = "Sources/JobU/JobU.docc"
        let pages = try FileManager.default.contentsOfDirectory(atPath: Documentation.root.appendingPathComponent(folder).path)
        let sources = try [
            "Tests/CommandTests/Documentation/DatabaseExamples.swift", "Sources/JobUTemplates/Templates/basic/Hello.swift",
            "Sources/JobUTemplates/Templates/basic/BasicApp.swift",
            "Sources/JobUTemplates/Templates/basic/tests/HelloTests.swift",
        ].map { try String(contentsOf: Documentation.root.appendingPathComponent($0), encoding: .utf8) }
        let blocks = try pages.map { try GuidePage("\(folder)/\($0)") }.flatMap(\.blocks).filter { $0.language == "swift" }
        #expect(blocks.count >= 3)
        for block in blocks {
            #expect(sources.contains { GuideRules.missing(block, in: $0) == nil }, "\(block.text)")
        }
    }

    @Test("no page of the tutorial is left out")
    func complete() throws {
        let folder = Documentation.root.appendingPathComponent("docs/tutorial").path
        let pages = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".md") }
        #expect(Set(pages) == Set(Self.chapters.map { $0 + ".md" }))
    }

    private static let databases = """
        databases:
          jobu: {type: sqlite, path: data/jobu.db}
          orders: {type: sqlite, path: data/orders.db}
          ledger: {type: sqlite, path: data/ledger.db}

        """
}
