import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let cancelling: [StoreCase] = [
        StoreCase("a waiting run is cancelled at once") { fixture in
            let id = try await fixture.enqueue(.adHoc())[0]
            expect(try await fixture.store.cancel(id, reason: "not needed", now: start) == .cancelled)
            let execution = try require(try await fixture.store.execution(id))
            expect(execution.status == .cancelled)
            expect(execution.errorMessage == "not needed")
            expect(execution.finishedAt == start)
            expect(try await fixture.claim(fixture.worker()).isEmpty)
        },
        StoreCase("a running one is asked to stop, and its retry becomes the cancellation") { fixture in
            let (id, execution) = try await claimed(fixture)
            expect(try await fixture.store.cancel(id, reason: "stop it", now: start) == .requested)
            expect(try await fixture.store.cancelRequests(for: execution.lease.workerID) == [id])
            expect(try await fixture.store.cancelRequests(for: WorkerID(rawValue: 999_000_000_000)).isEmpty)
            _ = try await fixture.end(execution, .failure(message: "broke on the way", isRetryable: true))
            let ended = try require(try await fixture.store.execution(id))
            expect(ended.status == .cancelled)
            expect(ended.errorMessage == "stop it")
            expect(ended.finishedAt == start)
        },
        StoreCase("a run that ended before it heard of the cancellation stays what it is") { fixture in
            let (id, execution) = try await claimed(fixture)
            _ = try await fixture.store.cancel(id, reason: "stop it", now: start)
            _ = try await fixture.end(execution, .success(result: nil))
            expect(try await fixture.store.execution(id)?.status == .success)
            expect(try await fixture.store.cancel(id, reason: "again", now: start) == .notCancellable(.success))
        },
        StoreCase("a run that is not there is reported as such") { fixture async throws in
            let id = ExecutionID(rawValue: 4_711_000_000_000)
            expect(try await fixture.store.cancel(id, reason: "", now: start) == .notFound)
            expect(try await fixture.store.retry(id, now: start) == .notFound)
            expect(try await fixture.store.deleteExecution(id) == .notFound)
            expect(try await fixture.store.execution(id) == nil)
            expect(try await fixture.store.attempts(of: id).isEmpty)
        },
        StoreCase("an operator's retry begins anew and keeps the attempts") { fixture in
            var asked = NewExecution.adHoc()
            asked.options.maxRetry = 0
            let (id, execution) = try await claimed(fixture, asked)
            expect(try await fixture.store.retry(id, now: start) == .notAllowed(.running))
            _ = try await fixture.end(execution, .failure(message: "no disk", isRetryable: true))
            expect(try await fixture.store.retry(id, now: start + minutes(1)) == .changed)
            let waiting = try require(try await fixture.store.execution(id))
            expect(waiting.status == .pending)
            expect(waiting.runAt == start + minutes(1))
            expect(waiting.errorMessage == nil)
            expect(waiting.finishedAt == nil)
            expect(try await fixture.store.attempts(of: id).map(\.errorMessage) == ["no disk"])
            let again = try require(
                try await fixture.claim(fixture.worker(now: start + minutes(1)), now: start + minutes(1)).first)
            expect(again.lease.fence == 2)
            expect(try await fixture.end(execution, .success(result: nil)) == .leaseLost)
            _ = try await fixture.end(again, .success(result: nil))
            expect(try await fixture.store.retry(id, now: start) == .notAllowed(.success))
        },
        StoreCase("a retry is refused while another run holds its unique key") { fixture in
            var asked = NewExecution.adHoc()
            asked.uniqueKey = "order-1"
            let first = try await fixture.enqueue(asked)[0]
            _ = try await fixture.store.cancel(first, reason: "", now: start)
            let second = try await fixture.enqueue(asked)[0]
            let taken = RetryResult.uniqueKeyTaken(TakenKey(key: "order-1", holder: second))
            expect(try await fixture.store.retry(first, now: start) == taken)
            expect(try await fixture.store.holder(ofUniqueKey: "order-1") == second)
            _ = try await fixture.store.cancel(second, reason: "", now: start)
            expect(try await fixture.store.holder(ofUniqueKey: "order-1") == nil)
            expect(try await fixture.store.retry(first, now: start) == .changed)
        },
        StoreCase("a run is deleted with its attempts and lines, unless it runs") { fixture in
            let (id, execution) = try await claimed(fixture)
            expect(try await fixture.store.deleteExecution(id) == .running)
            _ = try await fixture.end(execution, .interrupted)
            try await fixture.store.appendLogs([
                ExecutionLogLine(executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: "line")
            ])
            expect(try await fixture.store.deleteExecution(id) == .deleted)
            let left = try await fixture.database.transaction { tx in
                try await tx.fetchOne(
                    "SELECT (SELECT COUNT(*) FROM job_attempts) + (SELECT COUNT(*) FROM job_logs) AS total")?.int("total")
            }
            expect(left == 0)
        },
    ]
}
