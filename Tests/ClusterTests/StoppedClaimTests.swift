import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import Subprocess
import Testing

@Suite("A worker that stands still between a claim and what it begins", .timeLimit(.minutes(2)))
struct StoppedClaimTests {
    @Test("begins nothing that was taken over meanwhile, and goes on under another name")
    func takenOver() async throws {
        let directory = try TemporaryDirectory()
        let cluster = try await Cluster(.sqlite, port: 0, proxyPort: 0, in: directory)
        let (store, wall) = (cluster.store, SystemWallClock())
        let process = ClusterProcess("worker", role: "worker", config: directory.file("direct"), environment: ["JOBU_PROBE_STOPS": "1"])
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask {
                let status = try await process.run()
                #expect(status == .exited(0), "\(process.lastLines.suffix(5))")
            }
            do {
                let first = try await Self.enqueue(store, wall)
                try await Self.until { try process.isStopped ? true : nil }
                #expect(try await store.execution(first)?.status == .running)
                let stopped = try #require(try await store.execution(first)?.workerID)
                // Its lease lapses, and somebody else has the execution.
                try await Self.until { try await store.rescue(now: wall.now(), deathsMax: 3, limit: 10).isEmpty ? nil : true }
                let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["effect"], queues: nil, capacity: 1)
                let now = wall.now()
                let other = try await store.register(registration, now: now, leaseUntil: now + .seconds(600))
                let taken = try await store.claim(
                    ClaimRequest(worker: other, limit: 1, handlers: ["effect"], queues: nil, now: wall.now()))
                #expect(taken.map(\.lease.executionID) == [first])

                try process.send(.resume)
                try await Self.until { try await store.workers().contains { ![other, stopped].contains($0.id) } ? true : nil }
                let second = try await Self.enqueue(store, wall)
                try await Self.until { try await store.execution(second)?.status == .success ? true : nil }
                let bodies = try await cluster.database.transaction { try await $0.fetchAll("SELECT execution_id FROM bodies") }
                #expect(try bodies.map { try $0.int64("execution_id") } == [second.rawValue])
                #expect(try await store.execution(first)?.workerID == other)
                try process.stop()
                try await group.waitForAll()
            } catch {
                try process.stop()
                try process.send(.kill)
                throw error
            }
        }
        try await cluster.database.close()
    }

    private static func enqueue(_ store: SQLJobStore, _ wall: SystemWallClock) async throws -> ExecutionID {
        let now = wall.now()
        switch try await store.enqueue(NewExecution(handlerName: "effect", scheduledTime: now, trigger: .api), now: now) {
        case .created(let id), .alreadyExists(let id): return id
        }
    }

    /// Asks until there is an answer; what happens in another process can only be looked for.
    @discardableResult
    private static func until<Answer: Sendable>(_ body: () async throws -> Answer?) async throws -> Answer {
        while true {
            if let answer = try await body() { return answer }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
    }
}
