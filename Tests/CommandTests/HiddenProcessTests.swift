import Foundation
import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import Testing

/// docs/security.md: "Commands cannot look into the worker".
@Suite("What a command sees of its worker", .timeLimit(.minutes(1)))
struct HiddenProcessTests {
    /// Root may look into every process: these tests run the worker as somebody else.
    private static let nobody: UInt32 = 65_534
    private static let secret = "hunter2-of-the-database"

    /// Runs one command of `shell` in a worker whose environment holds a password; returns the run.
    private func run(_ command: String, allowsDebugger: Bool) async throws -> Execution {
        let place = try await Workplace(files: [
            "worker.yaml": "worker: {allow_debugger: \(allowsDebugger), builtin: {shell: {commands: [sh]}}}\n"
        ])
        let isRoot = geteuid() == 0
        if isRoot {
            guard let files = FileManager.default.enumerator(atPath: place.path) else { throw CancellationError() }
            for file in [place.path] + files.compactMap({ ($0 as? String).map { place.folder.file($0) } }) {
                #expect(chown(file, Self.nobody, Self.nobody) == 0)
            }
        }
        let user = ["--reuid=\(Self.nobody)", "--regid=\(Self.nobody)", "--clear-groups"]
        let words =
            (isRoot ? ["setpriv"] + user : []) + ["env", "--chdir=\(place.path)", "DB_PASSWORD=\(Self.secret)", Tool.path, "run", "worker"]
        let params = try JSONText.encode(JSONValue.object(["command": ["sh", "-c", .string(command)]]))
        let id = try await place.enqueue(params, handler: "shell")
        return try await withThrowingTaskGroup(of: Execution?.self) { group in
            defer { group.cancelAll() }
            group.addTask {
                var options = PlatformOptions()
                options.teardownSequence = [.send(signal: .terminate, allowedDurationToNextStep: .seconds(10))]
                _ = try await Subprocess.run(
                    .name(words[0]), arguments: Arguments(Array(words.dropFirst())), platformOptions: options, output: .discarded,
                    error: .discarded)
                return nil
            }
            group.addTask { try await place.ended(id) }
            while let execution = try await group.next() {
                if let execution { return execution }
            }
            throw CancellationError()
        }
    }

    @Test("it cannot read the environment of the worker, nor its memory")
    func hidden() async throws {
        let execution = try await run("tr '\\0' '\\n' </proc/$PPID/environ; head -c 1 /proc/$PPID/mem; true", allowsDebugger: false)
        #expect(execution.status == .success, "\(execution.errorMessage ?? "")")
        #expect(execution.result?.contains(Self.secret) == false, "\(execution.result ?? "")")
        #expect(execution.result?.contains(#""stdout":"""#) == true, "\(execution.result ?? "")")
    }

    @Test("it could, where a debugger is allowed, so that the test above sees something")
    func open() async throws {
        let execution = try await run("tr '\\0' '\\n' </proc/$PPID/environ", allowsDebugger: true)
        #expect(execution.result?.contains("DB_PASSWORD=\(Self.secret)") == true, "\(execution.result ?? execution.errorMessage ?? "")")
    }
}
