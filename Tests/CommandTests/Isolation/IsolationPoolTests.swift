import Foundation
import JobUDatabase
import JobUModel
import JobUStore
import Subprocess
import Testing

/// What a run says of the process it was in.
private struct WellResult: Decodable {
    struct Content: Decodable {
        var pid: Int32
        var open: [String]
    }

    var data: Content
}

@Suite("The processes of isolated handlers", .serialized, .timeLimit(.minutes(2)))
struct IsolationPoolTests {
    @Test("serve fifty runs, ten at a time, in ten processes at most; nothing is left over")
    func many() async throws {
        let harness = try await IsolationHarness(worker: "pool_size: 10\nisolation: {idle_seconds: 1, spare: 1}")
        try await harness.working { tool in
            let before = try Processes.descriptors(of: tool.pid)
            var ids: [ExecutionID] = []
            for number in 0..<50 {
                ids.append(number % 10 == 9 ? try await harness.trouble("trap") : try await harness.trouble("sleep", seconds: 0.2))
            }
            for (number, id) in ids.enumerated() {
                #expect(try await harness.place.ended(id).status == (number % 10 == 9 ? .failed : .success))
                #expect(Processes.children(of: tool.pid).count <= 15)  // Those that end now are still seen.
            }
            while Processes.children(of: tool.pid).count > 1 { try await ContinuousClock().sleep(for: .milliseconds(50)) }
            #expect(Processes.zombies(of: tool.pid) == [])
            // Four for each child; sessions with the store may have come.
            #expect(try Processes.descriptors(of: tool.pid) <= before + 12)
        }
    }

    @Test("have nothing open but a line and their output: no file, socket or session of the worker")
    func descriptors() async throws {
        let harness = try await IsolationHarness()
        try await harness.working(and: "admin", "dispatcher") { _ in
            let execution = try await harness.place.ended(try await harness.trouble("well"))
            let open = try JSONDecoder().decode(WellResult.self, from: Data((execution.result ?? "").utf8)).data.open
            #expect(open.filter { $0.hasPrefix("socket:") }.count == 1)
            #expect(open.filter { $0.hasPrefix("pipe:") }.count == 2)
            #expect(open.filter { $0 == "/dev/null" }.count == 1)
            let others = open.filter { name in
                !["socket:", "pipe:", "anon_inode:", "/dev/null", "/proc/", "/dev/urandom"].contains { name.hasPrefix($0) }
            }
            #expect(others == [])
        }
    }

    @Test("end with the programs a handler has left behind, and are replaced after their runs")
    func replaced() async throws {
        let harness = try await IsolationHarness(
            worker: "pool_size: 1\nisolation: {spare: 1, runs_per_process: 2, kill_grace_seconds: 0.1}")
        try await harness.working { _ in
            let leaving = try await harness.trouble("grandchildren")
            #expect(try await harness.place.ended(leaving).status == .success)
            let programs = try await harness.line(of: leaving, containing: "grandchild", count: 2)
            try await Processes.waitForEnd(of: programs.compactMap { $0.split(separator: " ").last.flatMap { Int32($0) } })
            var pids: [Int32] = []
            for _ in 0..<4 {
                let execution = try await harness.place.ended(try await harness.trouble("well"))
                pids.append(try JSONDecoder().decode(WellResult.self, from: Data((execution.result ?? "").utf8)).data.pid)
            }
            #expect(pids[0] == pids[1])
            #expect(pids[1] != pids[2])
            #expect(pids[2] == pids[3])
        }
    }

    @Test("are killed for what goes beyond the memory their handler may use, slowly or at once")
    func memory() async throws {
        let harness = try await IsolationHarness()
        try await harness.working { _ in
            let leaking = try await harness.trouble("leak", handler: "limited")
            let reserving = try await harness.trouble("reserve", handler: "limited")
            let modest = try await harness.trouble("leak", handler: "limited", count: 20)
            let unlimited = try await harness.trouble("leak", count: 100)
            for id in [leaking, reserving] {
                let execution = try await harness.place.ended(id)
                #expect(execution.status == .failed)
                #expect(execution.errorMessage?.hasPrefix("memory limit exceeded: ") == true, "\(execution.errorMessage ?? "-")")
                #expect(execution.errorMessage?.contains("64 MiB") == true)
            }
            #expect(try await harness.place.ended(modest).status == .success)
            #expect(try await harness.place.ended(unlimited).status == .success)
        }
    }
}

@Suite("A transaction that ends its run from a process of its own", .serialized, .timeLimit(.minutes(2)))
struct IsolationTransactionTests {
    @Test("is committed with the run, and stays so whatever the process does afterwards", arguments: StoreEngine.present)
    func completes(engine: StoreEngine) async throws {
        let harness = try await IsolationHarness(on: engine)
        try await harness.working { _ in
            let written = try await harness.trouble("transaction")
            let trapped = try await harness.trouble("transaction_trap", maxRetry: 3)
            for id in [written, trapped] {
                let execution = try await harness.place.ended(id)
                #expect(execution.status == .success)
                #expect(execution.result?.contains("written") == true)
                #expect(execution.attempt == 1)
            }
            #expect(try await harness.effects() == 2)
        }
    }

    @Test("is rolled back when the run is somebody else's by then", arguments: StoreEngine.present)
    func refused(engine: StoreEngine) async throws {
        let harness = try await IsolationHarness(on: engine)
        try await harness.working { tool in
            let id = try await harness.trouble("transaction", seconds: 2)
            _ = try await harness.line(of: id, containing: "before")
            // As a claim by another worker would.
            let number = id.rawValue
            try await harness.place.fixture.database.transaction { tx in
                try await tx.execute("UPDATE job_executions SET fence = fence + 1 WHERE id = \(number)")
            }
            _ = try await tool.line(containing: "Result dropped: lease lost")
            #expect(try await harness.place.execution(id) { _ in true }.status == .running)
            #expect(try await harness.effects() == 0)
        }
    }
}
