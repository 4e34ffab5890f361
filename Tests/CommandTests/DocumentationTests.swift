import Foundation
import JobUComposition
import Subprocess
import Testing

/// What the first pages tell people to type works.
@Suite("Documentation", .serialized, .timeLimit(.minutes(2)))
struct DocumentationTests {
    @Test(
        "every command of a page works, in its order",
        arguments: ["README.md", "README.ko.md", "docs/scale.md", "docs/security.md", "docs/builtin-handlers.md"])
    func commands(page: String) async throws {
        let commands = try Self.commands(of: page)
        try #require(commands.count >= 8)
        let place = try await Workplace(files: page == "docs/builtin-handlers.md" ? Self.files(of: page) : [:])
        let tools = URL(fileURLWithPath: Tool.path).deletingLastPathComponent().path
        for command in commands where command.hasPrefix("jobu ") || command.contains("| jobu ") {
            if command.hasPrefix("jobu run") {
                try await starts(command, in: place)
            } else {
                let line = "cd '\(place.path)' && PATH='\(tools)':$PATH && \(command)"
                let ended = try await Subprocess.run(
                    .name("bash"), arguments: ["-c", line], output: .string(limit: 1_000_000), error: .string(limit: 1_000_000))
                #expect(ended.terminationStatus == .exited(0), "\(command): \(ended.standardError)")
            }
        }
    }

    @Test("every script the README names is there and explains itself", arguments: ["README.md", "README.ko.md"])
    func scripts(page: String) async throws {
        for command in try Self.commands(of: page) where command.hasPrefix("script/") {
            let script = Documentation.root.appendingPathComponent(command).path
            let ended = try await Subprocess.run(
                .name("bash"), arguments: ["-c", "'\(script)' --help"], output: .string(limit: 100_000), error: .string(limit: 100_000))
            #expect(ended.terminationStatus == .exited(0), "\(command)")
            #expect(ended.standardOutput.contains("usage"))
        }
    }

    @Test("both READMEs name the same commands but for their words")
    func same() throws {
        let english = try Self.commands(of: "README.md").map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
        let korean = try Self.commands(of: "README.ko.md").map { $0.split(separator: " ").prefix(3).joined(separator: " ") }
        #expect(english.count == korean.count)
        #expect(english.filter { !$0.contains("\"") } == korean.filter { !$0.contains("\"") })
    }

    @Test("every series there is is told of, and no other")
    func metrics() throws {
        let sources = Documentation.root.appendingPathComponent("Sources")
        let files = try #require(FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil))
        var real: Set<String> = []
        for case let file as URL in files where file.pathExtension == "swift" {
            let text = try String(contentsOf: file, encoding: .utf8)
            for match in text.matches(of: #/(?:label: |Figure\()"(jobu_[a-z_]+)"/#) { real.insert(String(match.1)) }
        }
        let page = try String(contentsOf: Documentation.root.appendingPathComponent("docs/metrics.md"), encoding: .utf8)
        let told = Set(page.matches(of: #/`(jobu_[a-z_]+)[`{]/#).map { String($0.1) })
        #expect(told == real)
        #expect(real.count > 15)
    }

    @Test("openapi.json has this version's number")
    func version() throws {
        let text = try String(
            contentsOf: Documentation.root.appendingPathComponent("Sources/JobUAdmin/Public/openapi.json"), encoding: .utf8)
        #expect(text.contains("\"version\": \"\(JobUApplication.version)\""))
    }

    @Test("code of a page is code that tests run", arguments: [("docs/scale.md", "ClientTests.swift")])
    func snippets(page: String, test: String) throws {
        let source = try String(
            contentsOf: Documentation.root.appendingPathComponent("Tests/CommandTests/\(test)"), encoding: .utf8)
        let marked = try #require(source.components(separatedBy: "// docs: \(page.split(separator: "/").last ?? "")\n").last)
        let lines = try #require(marked.components(separatedBy: "// docs: end").first).split(separator: "\n").map { $0.dropFirst(8) }
        let text = try String(contentsOf: Documentation.root.appendingPathComponent(page), encoding: .utf8)
        let block = try #require(text.components(separatedBy: "```swift\n").last?.components(separatedBy: "```").first)
        let tested = lines.filter { !$0.contains("if fails") && !$0.allSatisfy(\.isWhitespace) }
        #expect(block.split(separator: "\n") == tested)
    }

    private func starts(_ command: String, in place: Workplace) async throws {
        let words = command.split(separator: " ").dropFirst().map(String.init)
        let status = try await RunningTool.with(words, in: place.path) { tool in
            _ = try await tool.line(containing: words.contains("admin") ? "is ready" : words.contains("worker") ? "registered" : "started")
            try tool.send(.terminate)
        }
        #expect(status == .exited(0), "\(command)")
    }

    /// The files of `config/` that a page shows in full, by name.
    private static func files(of page: String) throws -> [String: String] {
        let text = try String(contentsOf: Documentation.root.appendingPathComponent(page), encoding: .utf8)
        let files = text.matches(of: #/```yaml\n# config\/([a-z.]+)\n(?s)(.*?)```/#).map { (String($0.1), String($0.2)) }
        try #require(!files.isEmpty)
        return Dictionary(uniqueKeysWithValues: files)
    }

    /// The lines of its shell blocks.
    private static func commands(of page: String) throws -> [String] {
        var isShell = false
        return try String(contentsOf: Documentation.root.appendingPathComponent(page), encoding: .utf8).split(separator: "\n").compactMap {
            line in
            if line.hasPrefix("```") {
                isShell = line == "```sh"
                return nil
            }
            return isShell ? String(line) : nil
        }
    }
}

enum Documentation {
    /// The folder of the package.
    static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
}
