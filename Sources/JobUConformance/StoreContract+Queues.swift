import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let queues: [StoreCase] = [
        StoreCase("a queue that is paused gives nothing, and everything again afterwards") { fixture in
            try await fixture.enqueue(.adHoc(queue: "nightly"))
            var limit = QueueLimit(name: "nightly")
            limit.pausedAt = start
            limit.pauseReason = "the ledger is being moved"
            try await fixture.store.setQueueLimit(limit, now: start)
            expect(try await fixture.store.queueLimits() == [limit])
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker).isEmpty)
            expect(try await fixture.store.removeQueueLimit("nightly"))
            expect(try await !fixture.store.removeQueueLimit("nightly"))
            expect(try await fixture.claim(worker).count == 1)
        },
        StoreCase("a queue's limit counts runs of all workers, and leaves other queues alone") { fixture in
            try await fixture.store.setQueueLimit(QueueLimit(name: "narrow", maxConcurrency: 2), now: start)
            for _ in 0..<3 { try await fixture.enqueue(.adHoc(queue: "narrow"), .adHoc(queue: "wide")) }
            let first = try await fixture.claim(fixture.worker())
            expect(first.count == 5)
            let second = try await fixture.worker()
            expect(try await fixture.claim(second).isEmpty)
            let narrow = try await fixture.store.executions(.running(in: "narrow"), page: Page()).items
            let ended = try require(first.first { execution in narrow.contains { $0.id == execution.lease.executionID } })
            _ = try await fixture.end(ended, .success(result: nil))
            expect(try await fixture.claim(second).count == 1)
        },
        StoreCase("a queue's rate lets so many runs begin within its period, and more as time goes by") { fixture in
            try await fixture.store.setQueueLimit(QueueLimit(name: "calls", rateLimit: 6, ratePeriodSeconds: 60), now: start)
            for _ in 0..<20 { try await fixture.enqueue(.adHoc(queue: "calls")) }
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker, limit: 4).count == 4)
            expect(try await fixture.claim(worker, limit: 4).count == 2)
            expect(try await fixture.claim(worker, limit: 4).isEmpty)
            expect(try await fixture.claim(worker, limit: 4, now: start + .seconds(9)).isEmpty)
            expect(try await fixture.claim(worker, limit: 4, now: start + .seconds(20)).count == 2)
        },
        StoreCase("what a program asks for in its own transaction is there when that is committed, and only then") { fixture in
            struct Regret: Error {}
            await expect(throws: Regret.self) {
                try await fixture.database.transaction { tx in
                    _ = try await fixture.store.enqueue(.adHoc(), in: tx, now: start)
                    throw Regret()
                }
            }
            expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).total == 0)
            try await fixture.database.transaction { tx in _ = try await fixture.store.enqueue(.adHoc(), in: tx, now: start) }
            expect(try await fixture.claim(fixture.worker()).count == 1)
        },
        StoreCase("a row that another language inserts, with a handler's name and times alone, is run") { fixture in
            try await fixture.database.transaction { tx in
                try await tx.execute(
                    """
                    INSERT INTO job_executions (handler_name, scheduled_time, run_at, created_at)
                    VALUES ('sample', \(start), \(start), \(start))
                    """)
            }
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            expect(execution.handlerParams == "{}")
            expect(execution.options.maxRetry == 3)
        },
    ]
}

extension ExecutionFilter {
    fileprivate static func running(in queue: String) -> ExecutionFilter {
        var filter = ExecutionFilter()
        filter.queue = queue
        filter.statuses = [.running]
        return filter
    }
}
