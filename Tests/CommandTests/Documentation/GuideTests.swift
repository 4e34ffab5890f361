import Foundation
import JobUConfiguration
import JobUDatabase
import JobUTesting
import Testing

/// The tutorial, the page on databases and the one on production: what they show is what happens.
@Suite("Guides", .serialized, .timeLimit(.minutes(5)))
struct GuideTests {
    /// Each page with its translation.
    static let pairs: [(String, String)] = [
        ("docs/databases.md", "docs/databases.ko.md")
    ]

    static let all = pairs.flatMap { [$0.0, $0.1] }

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

    @Test("both languages have the same headings and the same code", arguments: pairs)
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
            let home = try await Workplace(on: engine).home
            try await home.database.withConnection(.readWrite) { connection in
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

    private static let databases = """
        databases:
          jobu: {type: sqlite, path: data/jobu.db}
          orders: {type: sqlite, path: data/orders.db}
          ledger: {type: sqlite, path: data/ledger.db}

        """
}
