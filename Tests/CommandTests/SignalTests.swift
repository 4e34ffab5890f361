import Foundation
import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import Testing

@testable import JobUComposition

/// The tool under the signals that terminals, service managers and containers send.
@Suite("Signals", .serialized, .timeLimit(.minutes(2)))
struct SignalTests {
    private static let patient = ["worker.yaml": "worker:\n  shutdown_timeout_seconds: 600\n"]

    /// The process is another, with a clock that no test moves.
    private static func nextRequest() async throws { try await ContinuousClock().sleep(for: StopRequests.echo) }

    @Test("the first signal drains, the second cancels what runs where something can run, the next one quits")
    func steps() {
        #expect((1...4).map { ShutdownSignals.step($0, canCutShort: true) } == [.drain, .cutShort, .quit, .quit])
        #expect((1...3).map { ShutdownSignals.step($0, canCutShort: false) } == [.drain, .quit, .quit])
    }

    @Test("signals that come within a second of one that counted belong to it")
    func echoes() {
        var requests = StopRequests()
        let counts = [5_000, 5_000, 5_999, 6_000, 6_001, 6_999, 7_000, 90_000].map { requests.count(after: .milliseconds($0)) }
        #expect(counts == [1, nil, nil, 2, nil, nil, 3, 4])
    }

    @Test("a command that ends the process with its group, as timeout does, sends its signal twice, and the process drains")
    func timeout() async throws {
        let held = try await HeldJob()
        let status = try await held.place.running("run", "worker", under: ["timeout", "600"]) { timeout in
            try await held.drain(timeout) { try timeout.send(.terminate) }
        }
        #expect(status == .exited(0))
        #expect(try await held.execution?.status == .success)
    }

    @Test("a second signal hands the runs at work back at once, and says so", arguments: [Signal.terminate, .interrupt])
    func second(signal: Signal) async throws {
        let place = try await Workplace(files: Self.patient)
        let id = try await place.enqueue(#"{"sleep_seconds":600}"#, timeoutSeconds: 700)
        let status = try await place.running("run", "worker") { worker in
            _ = try await place.execution(id) { $0.status == .running }
            try worker.send(signal)
            _ = try await worker.line(containing: "Worker draining")
            try await Self.nextRequest()
            try worker.send(signal)
            _ = try await worker.line(containing: "Second signal")
        }
        #expect(status == .exited(0))
        let execution = try #require(try await place.store.execution(id))
        #expect((execution.status, execution.attempt) == (.pending, 0))
        #expect(try await place.store.workers().isEmpty)
    }

    @Test("a third signal ends the process at once, and what it runs with it")
    func third() async throws {
        let place = try await Workplace(files: [
            "worker.yaml": """
            worker:
              shutdown_timeout_seconds: 600
              builtin:
                shell:
                  commands: [sh]
                  kill_after_seconds: 60

            """
        ])
        let file = place.folder.file("pid")
        let line = "trap '' TERM; echo $$ > \(file).new; mv \(file).new \(file); while true; do sleep 0.05; done"
        let id = try await place.enqueue(
            #"{"command":["sh","-c",\#(JSONText.encode(line))]}"#, handler: "shell", timeoutSeconds: 700)
        let status = try await place.running("run", "worker") { worker in
            _ = try await place.execution(id) { $0.status == .running }
            while !FileManager.default.fileExists(atPath: file) { try await ContinuousClock().sleep(for: .milliseconds(5)) }
            for words in ["Worker draining", "Second signal"] {
                try worker.send(.terminate)
                _ = try await worker.line(containing: words)
                try await Self.nextRequest()
            }
            try worker.send(.terminate)
            _ = try await worker.line(containing: "Exiting at once")
        }
        #expect(status == .exited(128 + 15))
        let pid = try #require(pid_t(try String(contentsOfFile: file, encoding: .utf8).trimmingCharacters(in: .whitespacesAndNewlines)))
        #expect(try await ProcessTable.isGone(pid))
        #expect(try await place.store.execution(id)?.status == .running)
    }

    @Test("HUP drains as TERM does")
    func hangup() async throws {
        let held = try await HeldJob()
        let status = try await held.place.running("run", "worker") { worker in
            try await held.drain(worker) { try worker.send(.terminalClosed) }
        }
        #expect(status == .exited(0))
        #expect(try await held.execution?.status == .success)
    }

    @Test("HUP does nothing to a process that was started to outlive its terminal, as with nohup")
    func nohup() async throws {
        let place = try await Workplace()
        let status = try await place.running("run", "worker", under: ["env", "--ignore-signal=HUP"]) { worker in
            _ = try await worker.line(containing: "Worker registered")
            try worker.send(.terminalClosed)
            #expect(try await place.ended(place.enqueue()).status == .success)
            try worker.send(.terminate)
            #expect(try await worker.line(containing: "Stop requested").contains("SIGTERM"))
        }
        #expect(status == .exited(0))
    }

    @Test(
        "as the first process of a container it leaves no zombies of what its commands left behind, and ends with 0",
        .enabled(if: geteuid() == 0, "only root can make a process namespace"))
    func firstProcess() async throws {
        let place = try await Workplace(files: ["worker.yaml": "worker:\n  builtin:\n    shell:\n      commands: [sh]\n"])
        let status = try await place.running(
            "run", "worker", under: ["unshare", "--pid", "--fork", "--mount-proc", "--kill-child"]
        ) { tool in
            _ = try await tool.line(containing: "Worker registered")
            for number in 1...5 {
                // Some lead groups and sessions of their own, as daemons do.
                let left = number % 2 == 0 ? "setsid sleep 0.2" : "sleep 600"
                let id = try await place.enqueue(#"{"command":["sh","-c","\#(left) & echo x; exit 3"]}"#, handler: "shell")
                let execution = try await place.ended(id)
                #expect(execution.errorMessage?.contains("exited with code 3") == true, "\(execution.errorMessage ?? "no message")")
            }
            #expect(try await ProcessTable.hasNoZombies(below: tool.pid))
            let first = try #require(try ProcessTable.children(of: tool.pid).first)
            // Both are started from `/proc/self/exe`, or stand above one that is.
            let worker = try #require(try ProcessTable.children(of: first).first)
            #expect(ProcessTable.name(of: first) == "jobu" && ProcessTable.name(of: worker) == "jobu")
            kill(first, SIGTERM)
        }
        #expect(status == .exited(0))
        #expect(try await place.store.workers().isEmpty)
    }
}
