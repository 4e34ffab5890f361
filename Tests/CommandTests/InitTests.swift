import Foundation
import JobUComposition
import JobUTesting
import Subprocess
import Testing

@Suite("jobu init", .timeLimit(.minutes(2)))
struct InitTests {
    private let place: TemporaryDirectory

    init() throws { place = try TemporaryDirectory() }

    private func jobuInit(_ arguments: String...) async throws -> Tool.Ended {
        try await Tool.run(["init"] + arguments, in: place.path)
    }

    private var inPlace: [String] {
        get throws { try FileManager.default.contentsOfDirectory(atPath: place.path).sorted() }
    }

    @Test("writes a project and says what to do next", arguments: ["basic", "example"])
    func writes(template: String) async throws {
        let ended = try await jobuInit("my-batch", "--template", template)
        #expect(ended.status == .exited(0), "\(ended.errors)")
        #expect(ended.output.contains("swift run my-batch"))
        #expect(try inPlace == ["my-batch"])
        let files = ["Package.swift", ".gitignore", "Sources/my_batch/App.swift", "docker/docker-compose.yaml", "README.ko.md"]
        for file in files { #expect(FileManager.default.fileExists(atPath: place.file("my-batch/\(file)")), "\(file)") }
    }

    @Test("uses the clone it was built in, unless told otherwise")
    func library() async throws {
        _ = try await jobuInit("first")
        let first = try String(contentsOfFile: place.file("first/Package.swift"), encoding: .utf8)
        #expect(first.contains("path: \"\(Documentation.root.resolvingSymlinksInPath().path)\""))
        _ = try await jobuInit("second", "--jobu-url", "https://example.com/jobu.git", "--jobu-version", "2.0.0")
        let second = try String(contentsOfFile: place.file("second/Package.swift"), encoding: .utf8)
        #expect(second.contains(#"url: "https://example.com/jobu.git", from: "2.0.0""#))
    }

    @Test("works when the tool was moved away from its build, and then names the release")
    func moved() async throws {
        let tool = place.file("jobu")
        try FileManager.default.copyItem(atPath: Tool.path, toPath: tool)
        let ended = try await Subprocess.run(
            .name("env"), arguments: Arguments(["-C", place.path, tool, "init", "moved"]), output: .string(limit: 100_000),
            error: .string(limit: 100_000))
        #expect(ended.terminationStatus == .exited(0), "\(ended.standardError)")
        let package = try String(contentsOfFile: place.file("moved/Package.swift"), encoding: .utf8)
        #expect(package.contains("url: \"https://"))
    }

    @Test("takes a name in Korean, and gives its program one in Latin letters")
    func korean() async throws {
        let ended = try await jobuInit("정산", "--template", "example")
        #expect(ended.status == .exited(0), "\(ended.errors)")
        #expect(ended.output.contains("cd \(place.path)/정산"))
        #expect(ended.output.contains("swift run jeongsan"))
        #expect(FileManager.default.fileExists(atPath: place.file("정산/Sources/jeongsan/App.swift")))
    }

    @Test("does not touch what is there, and says what that is")
    func taken() async throws {
        try FileManager.default.createDirectory(atPath: place.file("mine"), withIntermediateDirectories: true)
        try Data("precious".utf8).write(to: URL(fileURLWithPath: place.file("mine/notes.txt")))
        let ended = try await jobuInit("mine")
        #expect(ended.status == .exited(1))
        #expect(ended.errors.contains("already exists, with notes.txt"))
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.file("mine")) == ["notes.txt"])
        try Data().write(to: URL(fileURLWithPath: place.file("file")))
        #expect(try await jobuInit("file").errors.contains("is a file"))
        #expect(try inPlace == ["file", "mine"])
    }

    @Test("fills an empty folder")
    func empty() async throws {
        try FileManager.default.createDirectory(atPath: place.file("fresh"), withIntermediateDirectories: true)
        #expect(try await jobuInit("fresh").status == .exited(0))
        #expect(FileManager.default.fileExists(atPath: place.file("fresh/Package.swift")))
    }

    @Test(
        "refuses what cannot be, and writes nothing",
        arguments: [
            (["class"], "word of Swift"), (["JobU"], "module the project uses"), (["a/b"], "path separator"), ([""], "is empty"),
            (["x", "--path", "nowhere"], "there is no folder 'nowhere'"), (["x", "--jobu-path", "."], "there is no JobU in '.'"),
            (["x", "--jobu-version", "new"], "is not a version"), (["x", "--jobu-path", ".", "--jobu-url", "u"], "give one of them"),
            (["x", "--template", "big"], "'basic' and 'example'"), ([], "Missing expected argument"),
        ])
    func refused(arguments: [String], reason: String) async throws {
        let ended = try await Tool.run(["init"] + arguments, in: place.path)
        #expect(ended.status != .exited(0))
        #expect(ended.errors.contains(reason), "\(ended.errors)")
        #expect(try inPlace == [])
    }

    @Test("its settings can be read, with variables and without", arguments: ["basic", "example"])
    func settings(template: String) async throws {
        _ = try await jobuInit("p", "--template", template)
        let config = place.file("p/config")
        let settings = try JobUSettings.load(directory: config, environment: [:])
        #expect(settings.worker.database == "default")
        #expect(settings.notices == [])
        #expect(Set(settings.databases.keys) == (template == "basic" ? ["default"] : ["default", "sqlite_2", "postgres_1", "mysql_1"]))
        guard template == "example" else { return }
        #expect(throws: ConfigurationError.self) { try JobUSettings.load(directory: config, environment: ["POSTGRES_PORT": "x"]) }
    }
}
