import Foundation
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Subprocess
import Testing

@Suite("A handler in a process of its own that shall stop", .serialized, .timeLimit(.minutes(2)))
struct IsolationStopTests {
    @Test("and does not listen is killed with everything it has started: at its timeout, and when somebody cancels it")
    func deaf() async throws {
        let harness = try await IsolationHarness(worker: "isolation: {kill_grace_seconds: 0.2}")
        try await harness.working { tool in
            let late = try await harness.trouble("grandchildren_hang", timeoutSeconds: 1)
            let unwanted = try await harness.trouble("grandchildren_hang")
            let programs = try await harness.line(of: late, containing: "grandchild", count: 2)
            let others = try await harness.line(of: unwanted, containing: "grandchild", count: 2)
            let cancelled = try await harness.place.store.cancel(unwanted, reason: "그만", now: SystemWallClock().now())
            #expect(cancelled == .requested)
            let execution = try await harness.place.ended(late)
            #expect(execution.status == .timeout)
            #expect(execution.errorMessage?.contains("timed out after 1 s") == true)
            #expect(execution.errorMessage?.contains("its child process was killed (SIGKILL)") == true)
            #expect(try await harness.place.ended(unwanted).status == .cancelled)
            try await Processes.waitForEnd(of: (programs + others).compactMap { $0.split(separator: " ").last.flatMap { Int32($0) } })
            #expect(Processes.zombies(of: tool.pid) == [])
        }
    }

    @Test("and listens ends by itself, and its process takes the next run")
    func cooperative() async throws {
        let harness = try await IsolationHarness(worker: "isolation: {spare: 1}\npool_size: 1", grace: 30)
        try await harness.working { tool in
            let before = try await Self.pid(harness, harness.trouble("well"))
            let sleeping = try await harness.trouble("sleep")
            // Printed, and so flushed line by line.
            _ = try await harness.line(of: sleeping, containing: "sleeping stream=stdout")
            _ = try await harness.place.store.cancel(sleeping, reason: "그만", now: SystemWallClock().now())
            let execution = try await harness.place.ended(sleeping)
            #expect(execution.status == .cancelled)
            let late = try await harness.trouble("sleep", timeoutSeconds: 1)
            #expect(try await harness.place.ended(late).status == .timeout)
            #expect(try await Self.pid(harness, harness.trouble("well")) == before)
        }
    }

    @Test(
        "at the worker's end is handed back without costing an attempt, whether it listens or not; Ctrl-C does the same",
        arguments: [15, 2])
    func drained(signal: Int32) async throws {
        let harness = try await IsolationHarness(worker: "shutdown_timeout_seconds: 0.3\nisolation: {kill_grace_seconds: 0.2}")
        let executions = Runs()
        try await harness.working(signal: { tool in
            // As a terminal does: to the whole group of the worker.
            kill(tool.pid, signal)
        }) { _ in
            for kind in ["sleep", "hang"] {
                let id = try await harness.trouble(kind, maxRetry: 3)
                _ = try await harness.place.execution(id) { $0.status == .running }
                executions.keep(id)
            }
        }
        for id in executions.all {
            let execution = try await harness.place.execution(id) { _ in true }
            #expect(execution.status == .pending)
            #expect(execution.attempt == 0)
            #expect(execution.retryCount == 0)
            #expect(try await harness.place.store.attempts(of: id).map(\.outcome) == [.interrupted])
        }
    }

    @Test("and has time ends before the worker does")
    func awaited() async throws {
        let harness = try await IsolationHarness()
        let executions = Runs()
        try await harness.working { _ in
            let id = try await harness.trouble("sleep", seconds: 1)
            _ = try await harness.place.execution(id) { $0.status == .running }
            executions.keep(id)
        }
        #expect(try await harness.place.execution(executions.all[0]) { _ in true }.status == .success)
    }

    @Test(
        "because its worker was killed is gone at once with what it started; the run is done once by another worker",
        arguments: StoreEngine.present)
    func workerKilled(engine: StoreEngine) async throws {
        let harness = try await IsolationHarness(on: engine, lease: 2)
        let id = try await harness.trouble("transaction", seconds: 4)
        let hanging = try await harness.trouble("grandchildren_hang")
        let gone = Pids()
        let first = try await RunningTool.with(["run", "worker"], in: harness.place.path, program: harness.place.program) { tool in
            _ = try await harness.line(of: id, containing: "before")
            let programs = try await harness.line(of: hanging, containing: "grandchild", count: 2)
            gone.keep(Processes.children(of: tool.pid) + programs.compactMap { $0.split(separator: " ").last.flatMap { Int32($0) } })
            try tool.send(.kill)
        }
        #expect(first == .signaled(9))
        #expect(gone.all.count >= 4)
        try await Processes.waitForEnd(of: gone.all)
        _ = try await harness.place.store.cancel(hanging, reason: "done", now: SystemWallClock().now())
        try await harness.working(and: "dispatcher") { _ in
            let execution = try await harness.place.ended(id)
            #expect(execution.status == .success)
            #expect(execution.attempt == 2)
            #expect(execution.lostCount == 1)
        }
        #expect(try await harness.effects() == 1)
    }

    @Test("because its worker stands still for longer than its lease ends itself before the lease is over")
    func workerStopped() async throws {
        let harness = try await IsolationHarness(lease: 4)
        let id = try await harness.trouble("grandchildren_hang")
        let status = try await RunningTool.with(["run", "worker"], in: harness.place.path, program: harness.place.program) { tool in
            // Not only claimed: a worker that stands still before its child is told of the run has nothing at work.
            let programs = try await harness.line(of: id, containing: "grandchild", count: 2)
            try tool.send(.suspend)
            // The busy one; idle ones wait for as long as it takes.
            while Processes.zombies(of: tool.pid).isEmpty { try await ContinuousClock().sleep(for: .milliseconds(20)) }
            try await Processes.waitForEnd(of: programs.compactMap { $0.split(separator: " ").last.flatMap { Int32($0) } })
            let lease = try #require(try await harness.place.store.workers().first).leaseExpiresAt
            #expect(SystemWallClock().now() < lease)
            try tool.send(.kill)
        }
        #expect(status == .signaled(9))
    }

    /// In which process a run was.
    private static func pid(_ harness: IsolationHarness, _ id: ExecutionID) async throws -> String {
        let execution = try await harness.place.ended(id)
        #expect(execution.status == .success)
        return try #require(execution.result?.firstMatch(of: #/"pid":(\d+)/#).map { String($0.1) })
    }
}
