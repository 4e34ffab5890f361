import JobUDatabase
import JobUModel
import JobUStore

/// What a claim costs beside a long history, compared with an empty table.
enum HistoryBenchmark {
    private static let claims = 1_000

    static func run(_ engine: BenchmarkEngine, rows: Int) async throws {
        let fixture = try await BenchmarkStore(engine)
        let empty = try await measure(fixture)
        try await grow(fixture, to: rows)
        let full = try await measure(fixture)
        report("\(engine), claim p99 with an empty table", percentile(empty, 0.99), "ms")
        report("\(engine), claim p99 with \(rows) executions of history", percentile(full, 0.99), "ms")
        report("\(engine), ratio of the medians", median(full) / median(empty), "")
        report("\(engine), ratio of the p99", percentile(full, 0.99) / percentile(empty, 0.99), "")
        let listing = try await seconds { _ = try await fixture.store.executions(ExecutionFilter(), page: Page(size: 50)) }
        report("\(engine), list of the newest 50", listing * 1_000, "ms")
        let counting = try await seconds { _ = try await fixture.store.countsByStatus() }
        report("\(engine), counts by status", counting * 1_000, "ms")
    }

    /// Ten runs for each claim, as a worker with room for ten does.
    private static func measure(_ fixture: BenchmarkStore) async throws -> [Double] {
        try await fixture.fill(claims * 10)
        let now = SystemWallClock().now()
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: [NoOp.name], queues: nil, capacity: 10)
        let worker = try await fixture.store.register(registration, now: now, leaseUntil: now + .seconds(3_600))
        var taken: [Double] = []
        for _ in 0..<claims {
            var executions: [ClaimedExecution] = []
            taken.append(
                try await seconds {
                    executions = try await fixture.store.claim(
                        ClaimRequest(worker: worker, limit: 10, handlers: [NoOp.name], queues: nil, now: now))
                } * 1_000)
            precondition(executions.count == 10)
            _ = try await fixture.store.finish(
                executions.map { execution in
                    FinishRequest(
                        lease: execution.lease, transition: .next(after: .success(result: nil), of: execution, now: now, random: 0),
                        startedAt: now)
                }, now: now)
        }
        return Array(taken.dropFirst(50))
    }

    /// Doubles what is there until there is enough.
    private static func grow(_ fixture: BenchmarkStore, to rows: Int) async throws {
        var count = claims * 10
        while count < rows {
            let more = min(count, rows - count)
            try await fixture.database.transaction { tx in
                try await tx.execute(
                    """
                    INSERT INTO job_executions (handler_name, scheduled_time, run_at, status, finished_at, created_at)
                    SELECT handler_name, scheduled_time, run_at, 'SUCCESS', finished_at, created_at FROM job_executions
                    WHERE finished_at IS NOT NULL ORDER BY id LIMIT \(more)
                    """)
            }
            count += more
        }
    }
}
