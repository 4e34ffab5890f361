import JobUModel
import JobUStore

/// What the engine itself allows: the same statements in the same batches, with nobody calling handlers.
enum EngineBenchmark {
    private static let count = 100_000
    private static let batch = 1_000

    static func run(_ engine: BenchmarkEngine) async throws {
        let fixture = try await BenchmarkStore(engine)
        try await fixture.fill(count)
        let now = SystemWallClock().now()
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: [NoOp.name], queues: nil, capacity: batch)
        let worker = try await fixture.store.register(registration, now: now, leaseUntil: now + .seconds(3_600))
        var claiming = 0.0
        var finishing = 0.0
        for _ in 0..<(count / batch) {
            var executions: [ClaimedExecution] = []
            claiming += try await seconds {
                executions = try await fixture.store.claim(
                    ClaimRequest(worker: worker, limit: batch, handlers: [NoOp.name], queues: nil, now: now))
            }
            let requests = executions.map { execution in
                FinishRequest(
                    lease: execution.lease, transition: .next(after: .success(result: "{}"), of: execution, now: now, random: 0),
                    startedAt: execution.startedAt)
            }
            finishing += try await seconds { _ = try await fixture.store.finish(requests, now: now) }
        }
        report("\(engine), store alone, claim in batches of \(batch)", Double(count) / claiming, "runs/s")
        report("\(engine), store alone, finish in batches of \(batch)", Double(count) / finishing, "runs/s")
        report("\(engine), store alone, both", Double(count) / (claiming + finishing), "runs/s")
    }
}
