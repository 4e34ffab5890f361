import JobUModel
import JobUStore

extension StoreContract {
    static let rescuing: [StoreCase] = [
        StoreCase("a heartbeat extends a lease, and cannot revive a lapsed one") { fixture in
            let worker = try await fixture.worker()
            let later = start + .seconds(29)
            expect(try await fixture.store.heartbeat(worker, now: later, leaseUntil: later + .seconds(30)) == .alive)
            let lapsed = later + .seconds(30)
            expect(try await fixture.store.heartbeat(worker, now: lapsed, leaseUntil: lapsed + .seconds(30)) == .lost)
            expect(try await fixture.store.heartbeat(WorkerID(rawValue: 999_000_000_000), now: start, leaseUntil: later) == .lost)
        },
        StoreCase("the runs of a worker that lives are left alone") { fixture in
            _ = try await claimed(fixture)
            expect(try await fixture.store.rescue(now: start + .seconds(29), deathsMax: 3, limit: 10).isEmpty)
        },
        StoreCase("the runs of a dead worker wait again as a new attempt, and the old one cannot finish them") { fixture in
            let (id, execution) = try await claimed(fixture)
            let lapsed = start + .seconds(30)
            let rescued = try await fixture.store.rescue(now: lapsed, deathsMax: 3, limit: 10)
            expect(rescued == [RescuedExecution(id: id, status: .retry, workerID: execution.lease.workerID)])
            expect(try await fixture.store.workers().isEmpty)
            expect(try await fixture.end(execution, .success(result: nil)) == .leaseLost)
            let again = try require(try await fixture.claim(fixture.worker(now: lapsed), now: lapsed).first)
            expect(again.attempt == 2)
            expect(again.retryCount == 0)
            expect(try await fixture.store.attempts(of: id).map(\.outcome) == [.lost, nil])
            expect(try await fixture.store.rescue(now: lapsed, deathsMax: 3, limit: 10).isEmpty)
        },
        StoreCase("a run whose worker died too often is FAILED as poison") { fixture in
            let id = try await fixture.enqueue(.adHoc())[0]
            var now = start
            for death in 1...3 {
                expect(try await fixture.claim(fixture.worker(now: now), now: now).count == 1)
                now = now + .seconds(30)
                let rescued = try await fixture.store.rescue(now: now, deathsMax: 3, limit: 10)
                expect(rescued.map(\.status) == [death < 3 ? .retry : .failed])
            }
            let execution = try require(try await fixture.store.execution(id))
            expect(execution.status == .failed)
            expect(execution.finishedAt == now)
            expect(execution.errorMessage?.hasPrefix("poison: its worker died 3 times") == true)
            expect(try await fixture.store.attempts(of: id).count == 3)
        },
        StoreCase("a run that should be cancelled is not tried again after its worker died") { fixture in
            let (id, _) = try await claimed(fixture)
            _ = try await fixture.store.cancel(id, reason: "stop it", now: start)
            _ = try await fixture.store.rescue(now: start + .seconds(30), deathsMax: 3, limit: 10)
            let execution = try require(try await fixture.store.execution(id))
            expect(execution.status == .cancelled)
            expect(execution.errorMessage == "stop it")
        },
        StoreCase("a worker with more runs than the limit is rescued in steps and then removed") { fixture in
            for _ in 0..<5 { try await fixture.enqueue(.adHoc()) }
            expect(try await fixture.claim(fixture.worker()).count == 5)
            let lapsed = start + .seconds(30)
            expect(try await fixture.store.rescue(now: lapsed, deathsMax: 3, limit: 3).count == 3)
            expect(try await fixture.store.workers().count == 1)
            expect(try await fixture.store.rescue(now: lapsed, deathsMax: 3, limit: 3).count == 2)
            expect(try await fixture.store.workers().isEmpty)
        },
        StoreCase("a worker that goes while it still holds a run keeps its row, so that the run is rescued") { fixture in
            let (id, execution) = try await claimed(fixture)
            let worker = execution.lease.workerID
            expect(try await fixture.store.heldExecutions(by: worker).map(\.lease) == [execution.lease])
            try await fixture.store.deregister(worker)
            expect(try await fixture.store.workers().map(\.id) == [worker])
            let rescued = try await fixture.store.rescue(now: start + .seconds(30), deathsMax: 3, limit: 10)
            expect(rescued.map(\.id) == [id])
            expect(try await fixture.store.heldExecutions(by: worker).isEmpty)
        },
        StoreCase("a worker that hands back everything is gone at once") { fixture in
            let worker = try await fixture.worker()
            try await fixture.store.deregister(worker)
            expect(try await fixture.store.workers().isEmpty)
            await expect(throws: JobStoreError.workerLost(worker)) { _ = try await fixture.claim(worker) }
        },
    ]

    static let pruning: [StoreCase] = [
        StoreCase("old runs that ended are deleted in batches; young, waiting and running ones stay") { fixture in
            var ended: [ExecutionID] = []
            for _ in 0..<3 {
                let (id, execution) = try await claimed(fixture)
                _ = try await fixture.end(execution, .success(result: nil), now: start)
                ended.append(id)
            }
            let (young, execution) = try await claimed(fixture)
            _ = try await fixture.end(execution, .success(result: nil), now: start + minutes(10))
            let (running, _) = try await claimed(fixture)
            let waiting = try await fixture.enqueue(.adHoc())[0]
            var request = PruneRequest(
                cutoffs: [.success: start + minutes(5)], keysBefore: start, after: ExecutionID(rawValue: 0), limit: 2)
            let first = try await fixture.store.prune(request)
            expect(first == PruneResult(deleted: 2, next: ended[1]))
            request.after = try require(first.next)
            expect(try await fixture.store.prune(request).deleted == 1)
            request.after = ExecutionID(rawValue: 0)
            expect(try await fixture.store.prune(request).deleted == 0)
            let left = try await fixture.store.executions(ExecutionFilter(), page: Page()).items.map(\.id)
            expect(Set(left) == [young, running, waiting])
        },
        StoreCase("what is kept longer does not hold up what is behind it, and keys of old requests are forgotten") { fixture in
            let (kept, failed) = try await claimed(fixture)
            _ = try await fixture.end(failed, .failure(message: "no", isRetryable: false), now: start)
            let (old, execution) = try await claimed(fixture)
            _ = try await fixture.end(execution, .success(result: nil), now: start)
            var request = NewExecution.adHoc()
            request.idempotencyKey = IdempotencyKey(key: "k", fingerprint: "f")
            let first = try await fixture.enqueue(request)
            expect(try await fixture.enqueue(request) == first)
            let prune = PruneRequest(
                cutoffs: [.success: start + minutes(5)], keysBefore: start + minutes(1), after: ExecutionID(rawValue: 0), limit: 10)
            expect(try await fixture.store.prune(prune) == PruneResult(deleted: 1, next: nil))
            expect(try await fixture.store.execution(old) == nil)
            expect(try await fixture.store.execution(kept)?.status == .failed)
            expect(try await fixture.enqueue(request) != first)
        },
        StoreCase("lines that are kept less long than their runs go without them") { fixture in
            let (old, execution) = try await claimed(fixture)
            let (young, later) = try await claimed(fixture)
            let (waiting, again) = try await claimed(fixture)
            for id in [old, young, waiting] {
                try await fixture.store.appendLogs([
                    ExecutionLogLine(executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: "정산 시작"),
                    ExecutionLogLine(executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: "done"),
                ])
            }
            _ = try await fixture.end(execution, .success(result: nil), now: start)
            _ = try await fixture.end(later, .success(result: nil), now: start + minutes(10))
            _ = try await fixture.end(again, .failure(message: "no", isRetryable: true), now: start)
            let request = PruneRequest(
                cutoffs: [:], logsBefore: start + minutes(5), keysBefore: start, after: ExecutionID(rawValue: 0), limit: 10)
            expect(try await fixture.store.prune(request) == PruneResult(deleted: 0, deletedLines: 2, next: nil))
            expect(try await fixture.store.execution(old)?.status == .success)
            for (id, lines) in [(old, 0), (young, 2), (waiting, 2)] {
                expect(try await fixture.store.logs(of: id, afterSequence: 0, limit: 10).count == lines)
            }
            expect(try await fixture.store.prune(request).deletedLines == 0)
        },
    ]
}
