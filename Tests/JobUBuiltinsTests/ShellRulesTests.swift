import Foundation
import JobUHandler
import JobUModel
import JobUTesting
import Testing

@testable import JobUBuiltins

@Suite("What shell may start")
struct ShellRulesTests {
    private let folder: TemporaryDirectory
    private let rules: ShellRules

    init() throws {
        folder = try TemporaryDirectory()
        let files = FileManager.default
        for name in ["bin", "work/in", "secret"] {
            try files.createDirectory(atPath: folder.file(name), withIntermediateDirectories: true)
        }
        for tool in ["bin/tool", "secret/tool"] {
            #expect(files.createFile(atPath: folder.file(tool), contents: Data("#!/bin/sh\n".utf8), attributes: [.posixPermissions: 0o755]))
        }
        #expect(files.createFile(atPath: folder.file("bin/data"), contents: Data(), attributes: [.posixPermissions: 0o644]))
        try files.createSymbolicLink(atPath: folder.file("work/out"), withDestinationPath: folder.file("secret"))
        var rules = ShellRules(commands: ["tool", "data", "gone", "/bin/echo"])
        rules.path = [folder.file("none"), folder.file("bin")]
        rules.environment = ["LANG": "ko_KR.UTF-8"]
        rules.environmentOfParams = ["DAY"]
        rules.directory = folder.file("work")
        self.rules = rules
    }

    private func plan(_ params: String) throws -> ShellPlan {
        try rules.plan(JSONText.decode(ShellParams.self, from: params))
    }

    @Test("a name is looked for in the folders of the path, and a path of the list is taken as it is")
    func found() throws {
        let plan = try plan(#"{"command": ["tool", "a b", "$HOME", "가"]}"#)
        #expect(plan.executable == folder.file("bin/tool"))
        #expect(plan.arguments == ["a b", "$HOME", "가"])
        #expect(plan.environment == ["PATH": "\(folder.file("none")):\(folder.file("bin"))", "LANG": "ko_KR.UTF-8"])
        #expect(try self.plan(#"{"command": ["/bin/echo"]}"#).executable == "/bin/echo")
        #expect(try self.plan("{\"command\": [\"\(folder.file("bin/tool"))\"]}").executable == folder.file("bin/tool"))
    }

    @Test(
        "everything else is refused, and says what is allowed",
        arguments: [
            "other", "../secret/tool", "./tool", "bin/tool", "/bin/sh", "/bin/../bin/echo", "/bin//echo", "tool ", "tool\n", "TOOL", "-c",
        ])
    func refused(_ word: String) throws {
        let error = #expect(throws: HandlerError.self) { try plan(JSONText.encode(["command": [word]])) }
        #expect(error?.isRetryable == false)
        #expect(error?.message.contains("worker.builtin.shell.commands") == true)
        #expect(error?.message.hasSuffix("allowed: tool, data, gone, /bin/echo") == true)
    }

    @Test("a command of the list that is not there, or is no program, says where it was looked for", arguments: ["gone", "data"])
    func missing(_ word: String) throws {
        let error = #expect(throws: HandlerError.self) { try plan(JSONText.encode(["command": [word]])) }
        #expect(error?.message == "the command '\(word)' is in none of the folders \(folder.file("none")), \(folder.file("bin"))")
    }

    @Test("variables are set where they are allowed, and no others")
    func environment() throws {
        #expect(try plan(#"{"command": ["tool"], "env": {"DAY": "월요일"}}"#).environment["DAY"] == "월요일")
        for name in ["PATH", "LD_PRELOAD", "LANG", "day"] {
            let error = #expect(throws: HandlerError.self) {
                try plan(JSONText.encode(["env": [name: "x"]]).replacing("{\"env\"", with: "{\"command\":[\"tool\"],\"env\""))
            }
            #expect(
                error?.message == "the variable '\(name)' is not in worker.builtin.shell.params_environment of worker.yaml; allowed: DAY")
        }
    }

    @Test("a directory may only be below that of worker.yaml, whatever links say")
    func directory() throws {
        let root = URL(fileURLWithPath: folder.file("work")).resolvingSymlinksInPath().path
        #expect(try plan(#"{"command": ["tool"]}"#).directory == root)
        #expect(try plan(#"{"command": ["tool"], "directory": "in"}"#).directory == root + "/in")
        for place in ["..", "../secret", "out", "in/../../secret", "/", "/tmp"] {
            let error = #expect(throws: HandlerError.self) { try plan("{\"command\": [\"tool\"], \"directory\": \"\(place)\"}") }
            #expect(error?.message == "the directory '\(place)' is not below worker.builtin.shell.directory of worker.yaml")
        }
        let error = #expect(throws: HandlerError.self) { try plan(#"{"command": ["tool"], "directory": "nowhere"}"#) }
        #expect(error?.message == "the directory 'nowhere' does not exist")
    }

    @Test("a line for a shell is refused unless worker.yaml allows it")
    func shell() throws {
        let error = #expect(throws: HandlerError.self) { try self.plan(#"{"shell": "echo hi | cat"}"#) }
        #expect(error?.message.contains("worker.builtin.shell.allow_shell_string") == true)
        var open = rules
        open.allowsShellString = true
        let plan = try open.plan(JSONText.decode(ShellParams.self, from: #"{"shell": "echo hi | cat"}"#))
        #expect(plan.executable == "/bin/sh")
        #expect(plan.arguments == ["-c", "echo hi | cat"])
    }
}
