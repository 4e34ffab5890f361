import Foundation
import JobUModel
import JobUTesting
import TestSupport
import Subprocess
import Testing

/// The built-in handlers in the tool, as worker.yaml enables them.
@Suite("Built-in handlers", .serialized, .timeLimit(.minutes(2)))
struct BuiltinHandlerTests {
    private static let files = [
        "worker.yaml": """
        worker:
          builtin:
            shell: {commands: [echo, sleep, sh], kill_after_seconds: 1}
        """
    ]

    @Test("a command's lines are in the log of its run, and its end in the result", arguments: StoreEngine.present)
    func output(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine, files: Self.files)
        let status = try await place.running("run") { tool in
            _ = try await tool.line(containing: "is ready")
            let id = try await place.enqueue(#"{"command": ["echo", "안녕하세요"]}"#, handler: "shell")
            let execution = try await place.ended(id)
            #expect(execution.status == .success)
            #expect(execution.result == #"{"action":"executed","data":{"exit_code":0,"output_lines":1,"stdout":"안녕하세요"}}"#)
            #expect(try await place.jobu("job", "logs", "\(id)").output.contains("안녕하세요"))
            let failed = try await place.enqueue(#"{"command": ["sh", "-c", "echo no room >&2; exit 4"]}"#, handler: "shell")
            #expect(
                try await place.ended(failed).errorMessage?.hasSuffix("exited with code 4; stderr ends with:\nno room") == true)
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }

    @Test(
        "a cancelled run, one whose time is over, and one whose worker is killed leave no process",
        arguments: ["cancel", "timeout", "kill"])
    func noneLeft(_ end: String) async throws {
        let place = try await Workplace(files: Self.files)
        let file = place.folder.file("pids")
        let line = "sleep 600 & echo $$ $! > pids.new; mv pids.new pids; wait"
        let status = try await place.running("run") { tool in
            _ = try await tool.line(containing: "is ready")
            let params = #"{"command": ["sh", "-c", "\#(line)"]}"#
            let id = try await place.enqueue(params, handler: "shell", timeoutSeconds: end == "timeout" ? 1 : 600)
            let pids = try await Self.pids(in: file)
            #expect(pids.count == 2)
            switch end {
            case "cancel":
                #expect(try await place.jobu("job", "cancel", "\(id)").status == .exited(0))
                #expect(try await place.ended(id).status == .cancelled)
            case "timeout": #expect(try await place.ended(id).status == .timeout)
            default: try tool.send(.kill)
            }
            for pid in pids { try await Self.waitForEnd(of: pid) }
            if end != "kill" { try tool.send(.terminate) }
        }
        #expect(status == (end == "kill" ? .signaled(SIGKILL) : .exited(0)))
    }

    /// Processes tell nobody of what they do: one has to look.
    private static func pids(in file: String) async throws -> [pid_t] {
        while !FileManager.default.fileExists(atPath: file) { try await ContinuousClock().sleep(for: .milliseconds(5)) }
        return try String(contentsOfFile: file, encoding: .utf8).split(whereSeparator: \.isWhitespace).compactMap { pid_t($0) }
    }

    private static func waitForEnd(of pid: pid_t) async throws {
        while kill(pid, 0) == 0, let stat = FileManager.default.contents(atPath: "/proc/\(pid)/stat"),
            !String(decoding: stat, as: UTF8.self).contains(") Z ")
        {
            try await ContinuousClock().sleep(for: .milliseconds(5))
        }
    }
}
