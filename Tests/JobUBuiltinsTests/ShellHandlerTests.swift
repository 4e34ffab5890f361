import Foundation
import JobUHandler
import JobUModel
import JobUTesting
import Testing

@testable import JobUBuiltins

@Suite("shell", .timeLimit(.minutes(2)))
struct ShellHandlerTests {
    private let run = HandlerRun()
    private let folder: TemporaryDirectory
    private let handler: ShellHandler

    init() throws {
        folder = try TemporaryDirectory()
        var rules = ShellRules(commands: ["true", "cat", "nothing"])
        rules.path = ["/usr/bin", "/bin"]
        rules.environmentOfParams = ["DAY"]
        rules.directory = folder.file(".")
        rules.allowsShellString = true
        rules.killAfter = .milliseconds(300)
        rules.outputLinesMax = 100
        rules.environment = ["LANG": "C.UTF-8"]
        handler = ShellHandler(rules)
    }

    private func shell(_ line: String, _ more: String = "") async throws -> HandlerResult {
        try await run.execute(handler, "{\"shell\": \(JSONText.encode(line))\(more)}")
    }

    @Test("both streams are in the log, and the result shows the exit code and the last lines")
    func output() async throws {
        let result = try await shell("echo 시작; echo careful >&2; echo done")
        #expect(result.action == "executed")
        #expect(result.data == ["exit_code": 0, "output_lines": 3, "stdout": "시작\ndone"])
        #expect(Set(run.log) == ["시작", "done", "careful"])
        #expect(run.warnings == ["careful"])
    }

    @Test("arguments arrive as they were given, and stdin is read")
    func stdin() async throws {
        let result = try await run.execute(handler, #"{"command": ["cat", "-"], "stdin": "첫 줄\n$(date) `x`\n"}"#)
        #expect(result.data["stdout"] == "첫 줄\n$(date) `x`")
    }

    @Test("a command that does not read its stdin ends as it ends")
    func unreadStdin() async throws {
        let text = String(repeating: "x", count: 1_000_000)
        #expect(try await run.execute(handler, "{\"command\": [\"true\"], \"stdin\": \"\(text)\"}").data["exit_code"] == 0)
    }

    @Test("a command sees the variables it may see, and those of its run")
    func environment() async throws {
        let result = try await shell("env | sort", #", "env": {"DAY": "월"}"#)
        guard case .string(let text) = result.data["stdout"] else { throw HandlerError("no output") }
        let names = text.split(separator: "\n").map { $0.prefix { $0 != "=" } }
        #expect(
            Set(names).subtracting(["PWD", "SHLVL", "_", "OLDPWD"]) == [
                "DAY", "JOBU_ATTEMPT", "JOBU_EXECUTION_ID", "JOBU_FENCE", "JOBU_SCHEDULED_TIME", "LANG", "PATH",
            ])
        #expect(text.contains("JOBU_ATTEMPT=2"))
        #expect(text.contains("DAY=월"))
    }

    @Test("an exit code that is not among the good ones is a failure that says what stderr said last")
    func exitCode() async throws {
        let error = try await failure { try await shell("for i in $(seq 20); do echo line $i >&2; done; exit 3") }
        #expect(error?.isRetryable == true)
        #expect(
            error?.message == "/bin/sh exited with code 3; stderr ends with:\n"
                + (11...20).map { "line \($0)" }.joined(separator: "\n"))
        #expect(try await shell("exit 3", #", "success_codes": [0, 3]"#).data["exit_code"] == 3)
        let silent = try await failure { try await shell("exit 1") }
        #expect(silent?.message == "/bin/sh exited with code 1; stderr is empty")
    }

    @Test("a signal is a failure that names it")
    func signal() async throws {
        #expect(try await failure { try await shell("kill -SEGV $$") }?.message.contains("was killed by signal") == true)
    }

    @Test("a process that is left behind neither holds up the run nor lives on")
    func leftBehind() async throws {
        let result = try await shell("sleep 600 & echo $!")
        guard case .string(let text) = result.data["stdout"], let pid = pid_t(text) else { throw HandlerError("no pid") }
        #expect(try await isGone(pid))
    }

    @Test("a cancelled run ends the whole group, also where TERM is ignored")
    func cancelled() async throws {
        let pids = folder.file("pids")
        let line = "trap '' TERM; sleep 600 & echo $$ $! > \(pids).new; mv \(pids).new \(pids); while true; do sleep 1; done"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { _ = try await shell(line) } }
            let found = try await text(of: pids).split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
            #expect(found.count == 2)
            group.cancelAll()
            try await group.waitForAll()
            for pid in found { #expect(try await isGone(pid)) }
        }
    }

    @Test("a cancelled command can still speak: its trap runs, and its last words are in the log")
    func lastWords() async throws {
        let ready = folder.file("ready")
        let line = """
            trap 'echo cleaning; echo careful >&2; touch \(ready).cleaned; exit 0' TERM
            touch \(ready); while true; do sleep 0.01; done
            """
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { _ = try await shell(line) } }
            _ = try await text(of: ready)
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(FileManager.default.fileExists(atPath: ready + ".cleaned"))
        #expect(Set(run.log).isSuperset(of: ["cleaning", "careful"]))
        #expect(run.warnings.contains("careful"))
    }

    @Test("what a command says before KILL ends it is in the log, also where it ignores TERM")
    func deafWords() async throws {
        let ready = folder.file("ready")
        let line = "trap 'echo not yet' TERM; touch \(ready); while true; do sleep 0.01; done"
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await #expect(throws: CancellationError.self) { _ = try await shell(line) } }
            _ = try await text(of: ready)
            group.cancelAll()
            try await group.waitForAll()
        }
        #expect(run.log.contains("not yet"))
    }

    @Test("100 MB of output are read, and a bounded part of them is kept")
    func large() async throws {
        let before = try memory()
        let result = try await shell("yes 0123456789012345678901234567890123456789 | head -c 100000000; head -c 20000000 /dev/zero")
        #expect(result.data["output_lines"] == 2_439_025)
        #expect(run.log.count == 101)
        #expect(run.log.last == "output limit reached; 2438925 lines dropped (worker.builtin.shell.output_lines_max is 100)")
        #expect(try memory() - before < 60_000_000)
    }

    @Test("a thousand quick runs leave neither descriptors nor processes")
    func quick() async throws {
        _ = try await run.execute(handler, #"{"command": ["true"]}"#)
        let before = try descriptors()
        for _ in 0..<250 {
            try await withThrowingTaskGroup(of: Void.self) { group in
                for _ in 0..<4 { group.addTask { _ = try await self.run.execute(self.handler, #"{"command": ["true"]}"#) } }
                try await group.waitForAll()
            }
        }
        #expect(try descriptors() <= before + 8)
        #expect(try zombies() == 0)
    }

    @Test("parameters that do not fit are named")
    func params() async throws {
        for (params, words) in [
            ("{}", "'command' is missing"), (#"{"command": []}"#, "'command' must begin with the name of a command"),
            (#"{"command": "ls -l"}"#, "'command' must be"),
            (#"{"command": ["true"], "shell": "x"}"#, "'shell' is given in addition to 'command'"),
            (#"{"comand": ["true"]}"#, "'comand' is unknown; allowed: command, shell, env, directory, stdin, success_codes"),
            (#"{"command": ["true", "a\u0000b"]}"#, "hold a NUL character"),
        ] {
            let error = try await failure { try await run.execute(handler, params) }
            #expect(error?.message.contains(words) == true, "\(params): \(error?.message ?? "nothing")")
            #expect(error?.isRetryable == false)
        }
        #expect(try await failure { try await run.execute(handler, #"{"command": ["nothing"]}"#) }?.isRetryable == false)
    }
}
