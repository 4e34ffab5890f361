import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let cancelling: [StoreCase] = [
        StoreCase("a waiting run is cancelled at once") { home in
            let id = try await home.enqueue(.adHoc())[0]
            expect(try await home.store.cancel(id, reason: "not needed", now: start) == .cancelled)
            let run = try require(try await home.store.execution(id))
            expect(run.status == .cancelled)
            expect(run.errorMessage == "not needed")
            expect(run.finishedAt == start)
            expect(try await home.claim(home.worker()).isEmpty)
        },
        StoreCase("a running one is asked to stop, and its retry becomes the cancellation") { home in
            let (id, run) = try await claimed(home)
            expect(try await home.store.cancel(id, reason: "stop it", now: start) == .requested)
            expect(try await home.store.cancelRequests(for: run.lease.workerID) == [id])
            expect(try await home.store.cancelRequests(for: WorkerID(rawValue: 999_000_000_000)).isEmpty)
            _ = try await home.end(run, .failure(message: "broke on the way", isRetryable: true))
            let ended = try require(try await home.store.execution(id))
            expect(ended.status == .cancelled)
            expect(ended.errorMessage == "stop it")
            expect(ended.finishedAt == start)
        },
        StoreCase("a run that ended before it heard of the cancellation stays what it is") { home in
            let (id, run) = try await claimed(home)
            _ = try await home.store.cancel(id, reason: "stop it", now: start)
            _ = try await home.end(run, .success(result: nil))
            expect(try await home.store.execution(id)?.status == .success)
            expect(try await home.store.cancel(id, reason: "again", now: start) == .notCancellable(.success))
        },
        StoreCase("a run that is not there is reported as such") { home async throws in
            let id = ExecutionID(rawValue: 4_711_000_000_000)
            expect(try await home.store.cancel(id, reason: "", now: start) == .notFound)
            expect(try await home.store.retry(id, now: start) == .notFound)
            expect(try await home.store.deleteExecution(id) == .notFound)
            expect(try await home.store.execution(id) == nil)
            expect(try await home.store.attempts(of: id).isEmpty)
        },
        StoreCase("an operator's retry begins anew and keeps the attempts") { home in
            var asked = NewExecution.adHoc()
            asked.maxRetry = 0
            let (id, run) = try await claimed(home, asked)
            expect(try await home.store.retry(id, now: start) == .notAllowed(.running))
            _ = try await home.end(run, .failure(message: "no disk", isRetryable: true))
            expect(try await home.store.retry(id, now: start + minutes(1)) == .changed)
            let waiting = try require(try await home.store.execution(id))
            expect(waiting.status == .pending)
            expect(waiting.runAt == start + minutes(1))
            expect(waiting.errorMessage == nil)
            expect(waiting.finishedAt == nil)
            expect(try await home.store.attempts(of: id).map(\.errorMessage) == ["no disk"])
            let again = try require(
                try await home.claim(home.worker(now: start + minutes(1)), now: start + minutes(1)).first)
            expect(again.lease.fence == 2)
            expect(try await home.end(run, .success(result: nil)) == .leaseLost)
            _ = try await home.end(again, .success(result: nil))
            expect(try await home.store.retry(id, now: start) == .notAllowed(.success))
        },
        StoreCase("a retry is refused while another run holds its unique key") { home in
            var asked = NewExecution.adHoc()
            asked.uniqueKey = "order-1"
            let first = try await home.enqueue(asked)[0]
            _ = try await home.store.cancel(first, reason: "", now: start)
            let second = try await home.enqueue(asked)[0]
            let taken = ChangeResult.uniqueKeyTaken(TakenKey(key: "order-1", holder: second))
            expect(try await home.store.retry(first, now: start) == taken)
            expect(try await home.store.holder(ofUniqueKey: "order-1") == second)
            _ = try await home.store.cancel(second, reason: "", now: start)
            expect(try await home.store.holder(ofUniqueKey: "order-1") == nil)
            expect(try await home.store.retry(first, now: start) == .changed)
        },
        StoreCase("a run is deleted with its attempts and lines, unless it runs") { home in
            let (id, run) = try await claimed(home)
            expect(try await home.store.deleteExecution(id) == .running)
            _ = try await home.end(run, .interrupted)
            try await home.store.appendLogs([
                JobLogLine(executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: "line")
            ])
            expect(try await home.store.deleteExecution(id) == .deleted)
            let left = try await home.database.transaction { tx in
                try await tx.fetchOne(
                    "SELECT (SELECT COUNT(*) FROM job_attempts) + (SELECT COUNT(*) FROM job_logs) AS total")?.int("total")
            }
            expect(left == 0)
        },
    ]
}
