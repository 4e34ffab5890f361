import Foundation
import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import Testing

@Suite("A handler in a process of its own that dies", .serialized, .timeLimit(.minutes(2)))
struct IsolationCrashTests {
    #if arch(x86_64)
        private static let trap = "SIGILL"
    #else
        private static let trap = "SIGTRAP"
    #endif

    /// A harm, and what its attempt must say.
    private static let harms: [(kind: String, count: Int?, words: [String])] = [
        ("trap", nil, [trap, "a Swift runtime trap", "Fatal error: the probe gave up: 포기"]),
        ("index", 1, [trap, "Fatal error: Index out of range"]),
        ("nil", nil, [trap, "Fatal error: Unexpectedly found nil"]),
        ("stack", nil, ["SIGSEGV", "recursion"]),
        ("abort", nil, ["SIGABRT"]),
        ("kill", nil, ["SIGKILL"]),
        ("exit", 0, ["exited with code 0 before the handler returned"]),
        ("exit", 3, ["exited with code 3"]),
        ("garbage", nil, ["broke its pipe", "version"]),
        ("close_line", nil, ["lost its worker", "exiting: the pipe to the worker is closed"]),
    ]

    @Test("fails that run alone, with the signal's name and its last words; the others and the worker are unharmed")
    func alone() async throws {
        let harness = try await IsolationHarness()
        try await harness.working { tool in
            let neighbours = [
                try await harness.trouble("sleep", handler: "trouble_here", seconds: 3), try await harness.trouble("sleep", seconds: 3),
            ]
            var executions: [(ExecutionID, [String])] = []
            for harm in Self.harms { executions.append((try await harness.trouble(harm.kind, count: harm.count), harm.words)) }
            for (id, words) in executions {
                let execution = try await harness.place.ended(id)
                #expect(execution.status == .failed)
                #expect(execution.attempt == 1)
                for word in words { #expect(execution.errorMessage?.contains(word) == true, "\(word): \(execution.errorMessage ?? "-")") }
            }
            for id in neighbours { #expect(try await harness.place.ended(id).status == .success) }
            let after = try await harness.trouble("well")
            #expect(try await harness.place.ended(after).status == .success)
            #expect(Processes.zombies(of: tool.pid) == [])
        }
    }

    @Test("is retried as its cron says, and a failure it reports itself stays what it is")
    func retried() async throws {
        let harness = try await IsolationHarness()
        try await harness.working(and: "dispatcher") { _ in
            let trapped = try await harness.trouble("trap", maxRetry: 1)
            let failed = try await harness.trouble("fail")
            let permanent = try await harness.trouble("permanent", maxRetry: 5)
            let waiting = try await harness.place.execution(trapped) { $0.status == .retry || $0.status.isFinished }
            #expect(waiting.retryCount == 1)
            #expect(try await harness.place.ended(failed).errorMessage == "wrong: 실패")
            let gone = try await harness.place.ended(permanent)
            #expect(gone.status == .failed)
            #expect(gone.errorMessage == "for good")
            #expect(gone.attempt == 1)
            let attempts = try await harness.place.store.attempts(of: trapped)
            #expect(attempts.first?.outcome == .failed)
            #expect(attempts.first?.errorMessage?.contains(Self.trap) == true)
        }
    }

    @Test("without one of its own takes the whole worker with it")
    func withoutIsolation() async throws {
        let harness = try await IsolationHarness()
        let id = try await harness.trouble("trap", handler: "trouble_here")
        let status = try await RunningTool.with(["run", "worker"], in: harness.place.path, program: harness.place.program) { tool in
            _ = try await tool.line(containing: "the probe gave up")
        }
        guard case .signaled = status else {
            Issue.record("the worker ended with \(status)")
            return
        }
        #expect(try await harness.place.execution(id) { _ in true }.status == .running)
    }

    @Test("can be isolated by worker.yaml as well")
    func configured() async throws {
        let harness = try await IsolationHarness(worker: "isolated: [trouble_here]")
        try await harness.working { _ in
            let id = try await harness.trouble("trap", handler: "trouble_here")
            let execution = try await harness.place.ended(id)
            #expect(execution.errorMessage?.contains(Self.trap) == true)
        }
        let wrong = try await IsolationHarness(worker: "isolated: [troble]")
        let ended = try await Tool.run(["run", "worker"], in: wrong.place.path, program: wrong.place.program)
        #expect(ended.status == .exited(78))
        #expect(ended.errors.contains("worker.isolated names 'troble'"))
        #expect(ended.errors.contains("trouble_here"))
    }

    @Test("waits and fails with the reason when no new process can be started; handlers in the worker go on")
    func noNewProcess() async throws {
        let harness = try await IsolationHarness(worker: "isolation: {spare: 0}")
        try await harness.working { tool in
            let well = try await harness.trouble("well")
            #expect(try await harness.place.ended(well).status == .success)
            try "worker: {nonsense: 1}\n".write(
                toFile: harness.place.folder.file("config/worker.yaml"), atomically: true, encoding: .utf8)
            let trapped = try await harness.trouble("trap")
            #expect(try await harness.place.ended(trapped).errorMessage?.contains(Self.trap) == true)
            let waiting = try await harness.trouble("well")
            let here = try await harness.trouble("well", handler: "trouble_here")
            #expect(try await harness.place.ended(here).status == .success)
            let execution = try await harness.place.ended(waiting)
            #expect(execution.status == .failed)
            #expect(execution.errorMessage?.contains("the child process could not be started") == true)
            #expect(execution.errorMessage?.contains("nonsense") == true)
            _ = try await tool.line(containing: "failed to start")
        }
    }
}
