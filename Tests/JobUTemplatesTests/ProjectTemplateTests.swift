import Foundation
import JobUTemplates
import Testing
import Yams

@Suite("The templates")
struct ProjectTemplateTests {
    private static let root = URL(fileURLWithPath: #filePath)
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    private static let folder = root.appendingPathComponent("Sources/JobUTemplates/Templates")

    private func files(_ template: ProjectTemplate, _ source: LibrarySource = .path("/opt/jobu")) throws -> [ProjectFile] {
        template.files(ProjectOptions(name: try ProjectName("정산-매일"), source: source))
    }

    @Test("leave no placeholder behind, and no path twice", arguments: ProjectTemplate.allCases)
    func placeholders(template: ProjectTemplate) throws {
        let files = try files(template)
        #expect(Set(files.map(\.path)).count == files.count)
        for file in files {
            for word in ["PROJECT_", "JOBU_DEPENDENCY", "JOBU_PACKAGE"] {
                #expect(!file.text.contains(word), "\(file.path)")
                #expect(!file.path.contains(word))
            }
            #expect(file.text.hasSuffix("\n"), "\(file.path)")
        }
    }

    @Test("have every file of the folder in their list")
    func complete() throws {
        let walk = try #require(FileManager.default.enumerator(at: Self.folder, includingPropertiesForKeys: [.isRegularFileKey]))
        var inFolder: Set<String> = []
        for case let file as URL in walk where try file.resourceValues(forKeys: [.isRegularFileKey]).isRegularFile == true {
            inFolder.insert(try String(contentsOf: file, encoding: .utf8))
        }
        // Filled in with the placeholders themselves, the files are as they lie in the folder.
        let listed = Set(ProjectTemplate.allCases.flatMap { $0.unfilled.map(\.text) })
        #expect(inFolder.subtracting(listed) == [])
        #expect(inFolder.count > 40)
    }

    @Test("name the library by path or by address")
    func library() throws {
        let path = try #require(try files(.basic, .path("/opt/\"x\\y")).first { $0.path == "Package.swift" })
        #expect(path.text.contains(#".package(name: "jobu", path: "/opt/\"x\\y")"#))
        let url = try #require(
            try files(.basic, .url("https://example.com/git/scheduler.git", version: "1.2.3")).first { $0.path == "Package.swift" })
        #expect(url.text.contains(#".package(url: "https://example.com/git/scheduler.git", from: "1.2.3")"#))
        #expect(url.text.contains(#".product(name: "JobU", package: "scheduler")"#))
    }

    @Test("an example has the nine handlers in their folders")
    func handlers() throws {
        let all = try files(.example)
        for (folder, names) in [
            "basic": ["sqlite_crud", "postgres_crud", "mysql_crud"],
            "multi_db": ["sync_sqlite_to_postgres", "sync_postgres_to_mysql", "multi_db_report"],
            "patterns": ["service_layer", "do_work_pattern"], "async_patterns": ["concurrent_queries"],
        ] {
            for name in names {
                let hits = all.filter { $0.path.contains("/job/\(folder)/") && $0.text.contains("static let name = \"\(name)\"") }
                #expect(hits.count == 1, "\(name)")
            }
        }
    }

    @Test("links of a project's pages lead to its files", arguments: ProjectTemplate.allCases)
    func links(template: ProjectTemplate) throws {
        let files = try files(template)
        let paths = Set(files.map(\.path))
        for page in files where page.path.hasSuffix(".md") {
            let folder = page.path.split(separator: "/").dropLast().map { $0 + "/" }.joined()
            for match in page.text.matches(of: #/\]\(([^)#]+)\)/#) where !match.1.contains(":") {
                #expect(paths.contains(folder + match.1), "\(page.path): \(match.1)")
            }
        }
    }

    @Test("the handler the README shows is the one of a new project", arguments: ["README.md", "README.ko.md"])
    func readme(page: String) throws {
        let text = try String(contentsOf: Self.root.appendingPathComponent(page), encoding: .utf8)
        let block = try #require(text.matches(of: #/```swift\n(struct Hello(?s:.)*?)```/#).first?.output.1)
        let hello = try #require(try files(.basic).first { $0.path.hasSuffix("Hello.swift") }).text.split(separator: "\n")
        for line in block.split(separator: "\n") { #expect(hello.contains(line)) }
    }

    @Test("every YAML file can be read", arguments: ProjectTemplate.allCases)
    func yaml(template: ProjectTemplate) throws {
        let files = try files(template).filter { $0.path.hasSuffix(".yaml") }
        #expect(files.count == 6)
        for file in files { #expect(try Yams.compose(yaml: file.text)?.mapping != nil, "\(file.path)") }
    }

    @Test("the servers of docker-compose.yaml are for this machine alone, and are what database.yaml expects")
    func compose() throws {
        let all = try files(.example)
        let text = try #require(all.first { $0.path == "docker/docker-compose.yaml" }).text
        let services = try #require(try Yams.compose(yaml: text)?["services"]?.mapping)
        #expect(services.keys.compactMap(\.string) == ["postgres", "mysql"])
        for (_, service) in services {
            for port in try #require(service["ports"]?.sequence) { #expect(port.string?.hasPrefix("127.0.0.1:") == true) }
        }
        for file in try #require(services["mysql"]?["volumes"]?.sequence).compactMap(\.string) where file.hasPrefix("./") {
            #expect(all.map(\.path).contains("docker/" + file.dropFirst(2).prefix { $0 != ":" }))
        }
        // The same variables with the same defaults on both sides.
        let database = try #require(all.first { $0.path == "config/database.yaml" }).text
        for variable in database.matches(of: #/\$\{\w+_(?:PORT|DATABASE|USER|PASSWORD):-\w+\}/#).map(\.output) {
            #expect(text.contains(variable), "\(variable)")
        }
    }
}
