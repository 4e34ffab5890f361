import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let finishing: [StoreCase] = [
        StoreCase("a look at a store that works finds nothing wrong, and leaves nothing behind") { home in
            expect(try await home.store.fault(now: start) == nil)
            expect(try await home.store.queueLimits().isEmpty)
        },
        StoreCase("a run that succeeds keeps its result and writes no attempt row") { home in
            let (id, run) = try await claimed(home)
            expect(try await home.end(run, .success(result: #"{"action":"sent"}"#), now: start + minutes(1)) == .finished)
            let stored = try require(try await home.store.execution(id))
            expect(stored.status == .success)
            expect(stored.result == #"{"action":"sent"}"#)
            expect(stored.finishedAt == start + minutes(1))
            expect(stored.errorMessage == nil)
            let attempts = try await home.store.attempts(of: id)
            expect(attempts.map(\.outcome) == [.success])
            let archived = try await home.database.transaction { tx in
                try await tx.fetchOne("SELECT COUNT(*) AS total FROM job_attempts")?.int("total")
            }
            expect(archived == 0)
        },
        StoreCase("finishing with an old fence changes nothing and says so") { home in
            let (id, run) = try await claimed(home)
            var old = run
            old.lease.fence -= 1
            expect(try await home.end(old, .success(result: nil)) == .leaseLost)
            var other = run
            other.lease.workerID = WorkerID(rawValue: run.lease.workerID.rawValue + 1)
            expect(try await home.end(other, .success(result: nil)) == .leaseLost)
            expect(try await home.store.execution(id)?.status == .running)
            expect(try await home.end(run, .success(result: nil)) == .finished)
            expect(try await home.end(run, .failure(message: "late", isRetryable: true)) == .leaseLost)
            expect(try await home.store.execution(id)?.status == .success)
        },
        StoreCase("a batch of results is answered in order, each by its own lease") { home in
            try await home.enqueue(.adHoc(), .adHoc())
            let runs = try await home.claim(home.worker())
            var requests = runs.map { run in
                FinishRequest(
                    lease: run.lease, transition: .next(after: .success(result: nil), of: run, now: start, random: 0),
                    startedAt: run.startedAt)
            }
            requests[0].lease.fence = 99
            expect(try await home.store.finish(requests, now: start) == [.leaseLost, .finished])
            expect(try await home.store.finish([], now: start) == [])
        },
        StoreCase("a failed attempt is kept beside the run, which waits for its backoff") { home in
            let (id, run) = try await claimed(home)
            _ = try await home.end(run, .failure(message: "no disk", isRetryable: true), now: start + minutes(1))
            let waiting = try require(try await home.store.execution(id))
            expect(waiting.status == .retry)
            expect(waiting.errorMessage == "no disk")
            expect(waiting.retryCount == 1)
            expect(waiting.finishedAt == nil)
            expect(waiting.runAt == start + minutes(1) + .seconds(10))
            let worker = try await home.worker(now: waiting.runAt)
            expect(try await home.claim(worker, now: start + minutes(1)).isEmpty)
            let again = try require(try await home.claim(worker, now: waiting.runAt).first)
            expect(again.attempt == 2)
            expect(again.lease.fence == 2)
            _ = try await home.end(again, .success(result: nil), now: waiting.runAt)
            let attempts = try await home.store.attempts(of: id)
            expect(attempts.map(\.attempt) == [1, 2])
            expect(attempts.map(\.outcome) == [.failed, .success])
            expect(attempts.first?.errorMessage == "no disk")
            expect(attempts.first?.finishedAt == start + minutes(1))
        },
        StoreCase("the last failure ends the run") { home in
            var asked = NewExecution.adHoc()
            asked.maxRetry = 0
            let (id, run) = try await claimed(home, asked)
            _ = try await home.end(run, .timeout(message: "over 5 s"))
            expect(try await home.store.execution(id)?.status == .timeout)
            expect(try await home.store.attempts(of: id).map(\.outcome) == [.timeout])
        },
        StoreCase("a run handed back costs no attempt") { home in
            let (id, run) = try await claimed(home)
            _ = try await home.end(run, .interrupted)
            let waiting = try require(try await home.store.execution(id))
            expect(waiting.status == .pending)
            expect(waiting.attempt == 0)
            expect(waiting.retryCount == 0)
            let again = try require(try await home.claim(home.worker()).first)
            expect(again.attempt == 1)
            expect(again.lease.fence == 2)
            expect(try await home.store.attempts(of: id).map(\.outcome) == [.interrupted, nil])
        },
        StoreCase("a snoozed run comes back when it asked to") { home in
            let (id, run) = try await claimed(home)
            _ = try await home.end(run, .snoozed(.seconds(90)))
            expect(try await home.store.execution(id)?.runAt == start + .seconds(90))
            expect(try await home.store.attempts(of: id).map(\.outcome) == [.snoozed])
        },
        StoreCase("progress and logs are kept, under the lease and in order") { home in
            let (id, run) = try await claimed(home)
            expect(try await home.store.recordProgress(run.lease, fraction: 0.5, message: "half") == .finished)
            expect(try await home.store.execution(id)?.progress == 0.5)
            expect(try await home.store.execution(id)?.progressMessage == "half")
            let lines = (1...3).map { index in
                JobLogLine(
                    executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: "line \(index)")
            }
            try await home.store.appendLogs(lines)
            try await home.store.appendLogs([])
            let read = try await home.store.logs(of: id, afterSequence: 0, limit: 10)
            expect(read.map(\.message) == ["line 1", "line 2", "line 3"])
            expect(read.map(\.sequence) == [1, 2, 3])
            expect(try await home.store.logs(of: id, afterSequence: 1, limit: 1).map(\.message) == ["line 2"])
            _ = try await home.end(run, .success(result: nil))
            expect(try await home.store.recordProgress(run.lease, fraction: 0.6, message: nil) == .leaseLost)
        },
        StoreCase("lines of a run that was deleted are dropped") { home in
            let line = JobLogLine(
                executionID: ExecutionID(rawValue: 4_711_000_000_000), attempt: 1, sequence: 0, time: start, level: "info", message: "late")
            try await home.store.appendLogs([line])
            expect(try await home.store.logs(of: line.executionID, afterSequence: 0, limit: 10).isEmpty)
        },
    ]

    static func claimed(
        _ home: any StoreHome, _ asked: NewExecution = .adHoc()
    ) async throws -> (ExecutionID, ClaimedExecution) {
        let id = try await home.enqueue(asked)[0]
        let run = try require(try await home.claim(home.worker()).first)
        return (id, run)
    }
}
