import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let finishing: [StoreCase] = [
        StoreCase("a look at a store that works finds nothing wrong, and leaves nothing behind") { fixture in
            expect(try await fixture.store.fault(now: start) == nil)
            expect(try await fixture.store.queueLimits().isEmpty)
        },
        StoreCase("a run that succeeds keeps its result and writes no attempt row") { fixture in
            let (id, execution) = try await claimed(fixture)
            expect(try await fixture.end(execution, .success(result: #"{"action":"sent"}"#), now: start + minutes(1)) == .finished)
            let stored = try require(try await fixture.store.execution(id))
            expect(stored.status == .success)
            expect(stored.result == #"{"action":"sent"}"#)
            expect(stored.finishedAt == start + minutes(1))
            expect(stored.errorMessage == nil)
            let attempts = try await fixture.store.attempts(of: id)
            expect(attempts.map(\.outcome) == [.success])
            let archived = try await fixture.database.transaction { tx in
                try await tx.fetchOne("SELECT COUNT(*) AS total FROM job_attempts")?.int("total")
            }
            expect(archived == 0)
        },
        StoreCase("finishing with an old fence changes nothing and says so") { fixture in
            let (id, execution) = try await claimed(fixture)
            var old = execution
            old.lease.fence -= 1
            expect(try await fixture.end(old, .success(result: nil)) == .leaseLost)
            var other = execution
            other.lease.workerID = WorkerID(rawValue: execution.lease.workerID.rawValue + 1)
            expect(try await fixture.end(other, .success(result: nil)) == .leaseLost)
            expect(try await fixture.store.execution(id)?.status == .running)
            expect(try await fixture.end(execution, .success(result: nil)) == .finished)
            expect(try await fixture.end(execution, .failure(message: "late", isRetryable: true)) == .leaseLost)
            expect(try await fixture.store.execution(id)?.status == .success)
        },
        StoreCase("a batch of results is answered in order, each by its own lease") { fixture in
            try await fixture.enqueue(.adHoc(), .adHoc())
            let executions = try await fixture.claim(fixture.worker())
            var requests = executions.map { execution in
                FinishRequest(
                    lease: execution.lease, transition: .next(after: .success(result: nil), of: execution, now: start, random: 0),
                    startedAt: execution.startedAt)
            }
            requests[0].lease.fence = 99
            expect(try await fixture.store.finish(requests, now: start) == [.leaseLost, .finished])
            expect(try await fixture.store.finish([], now: start) == [])
        },
        StoreCase("a failed attempt is kept beside the run, which waits for its backoff") { fixture in
            let (id, execution) = try await claimed(fixture)
            _ = try await fixture.end(execution, .failure(message: "no disk", isRetryable: true), now: start + minutes(1))
            let waiting = try require(try await fixture.store.execution(id))
            expect(waiting.status == .retry)
            expect(waiting.errorMessage == "no disk")
            expect(waiting.retryCount == 1)
            expect(waiting.finishedAt == nil)
            expect(waiting.runAt == start + minutes(1) + .seconds(10))
            let worker = try await fixture.worker(now: waiting.runAt)
            expect(try await fixture.claim(worker, now: start + minutes(1)).isEmpty)
            let again = try require(try await fixture.claim(worker, now: waiting.runAt).first)
            expect(again.attempt == 2)
            expect(again.lease.fence == 2)
            _ = try await fixture.end(again, .success(result: nil), now: waiting.runAt)
            let attempts = try await fixture.store.attempts(of: id)
            expect(attempts.map(\.attempt) == [1, 2])
            expect(attempts.map(\.outcome) == [.failed, .success])
            expect(attempts.first?.errorMessage == "no disk")
            expect(attempts.first?.finishedAt == start + minutes(1))
        },
        StoreCase("the last failure ends the run") { fixture in
            var asked = NewExecution.adHoc()
            asked.options.maxRetry = 0
            let (id, execution) = try await claimed(fixture, asked)
            _ = try await fixture.end(execution, .timeout(message: "over 5 s"))
            expect(try await fixture.store.execution(id)?.status == .timeout)
            expect(try await fixture.store.attempts(of: id).map(\.outcome) == [.timeout])
        },
        StoreCase("a run handed back costs no attempt") { fixture in
            let (id, execution) = try await claimed(fixture)
            _ = try await fixture.end(execution, .interrupted)
            let waiting = try require(try await fixture.store.execution(id))
            expect(waiting.status == .pending)
            expect(waiting.attempt == 0)
            expect(waiting.retryCount == 0)
            let again = try require(try await fixture.claim(fixture.worker()).first)
            expect(again.attempt == 1)
            expect(again.lease.fence == 2)
            expect(try await fixture.store.attempts(of: id).map(\.outcome) == [.interrupted, nil])
        },
        StoreCase("a snoozed run comes back when it asked to") { fixture in
            let (id, execution) = try await claimed(fixture)
            _ = try await fixture.end(execution, .snoozed(.seconds(90)))
            expect(try await fixture.store.execution(id)?.runAt == start + .seconds(90))
            expect(try await fixture.store.attempts(of: id).map(\.outcome) == [.snoozed])
        },
        StoreCase("progress and logs are kept, under the lease and in order") { fixture in
            let (id, execution) = try await claimed(fixture)
            expect(try await fixture.store.recordProgress(execution.lease, fraction: 0.5, message: "half") == .finished)
            expect(try await fixture.store.execution(id)?.progress == 0.5)
            expect(try await fixture.store.execution(id)?.progressMessage == "half")
            let lines = (1...3).map { index in
                ExecutionLogLine(
                    executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: "line \(index)")
            }
            try await fixture.store.appendLogs(lines)
            try await fixture.store.appendLogs([])
            let read = try await fixture.store.logs(of: id, afterSequence: 0, limit: 10)
            expect(read.map(\.message) == ["line 1", "line 2", "line 3"])
            expect(read.map(\.sequence) == [1, 2, 3])
            expect(try await fixture.store.logs(of: id, afterSequence: 1, limit: 1).map(\.message) == ["line 2"])
            _ = try await fixture.end(execution, .success(result: nil))
            expect(try await fixture.store.recordProgress(execution.lease, fraction: 0.6, message: nil) == .leaseLost)
        },
        StoreCase("lines of a run that was deleted are dropped") { fixture in
            let line = ExecutionLogLine(
                executionID: ExecutionID(rawValue: 4_711_000_000_000), attempt: 1, sequence: 0, time: start, level: "info", message: "late")
            try await fixture.store.appendLogs([line])
            expect(try await fixture.store.logs(of: line.executionID, afterSequence: 0, limit: 10).isEmpty)
        },
    ]

    static func claimed(
        _ fixture: any StoreFixture, _ asked: NewExecution = .adHoc()
    ) async throws -> (ExecutionID, ClaimedExecution) {
        let id = try await fixture.enqueue(asked)[0]
        let execution = try require(try await fixture.claim(fixture.worker()).first)
        return (id, execution)
    }
}
