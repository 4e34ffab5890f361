import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let queues: [StoreCase] = [
        StoreCase("a queue that is paused gives nothing, and everything again afterwards") { home in
            try await home.enqueue(.adHoc(queue: "nightly"))
            var limit = QueueLimit(name: "nightly")
            limit.pausedAt = start
            limit.pauseReason = "the ledger is being moved"
            try await home.store.setQueueLimit(limit, now: start)
            expect(try await home.store.queueLimits() == [limit])
            let worker = try await home.worker()
            expect(try await home.claim(worker).isEmpty)
            expect(try await home.store.removeQueueLimit("nightly"))
            expect(try await !home.store.removeQueueLimit("nightly"))
            expect(try await home.claim(worker).count == 1)
        },
        StoreCase("a queue's limit counts runs of all workers, and leaves other queues alone") { home in
            try await home.store.setQueueLimit(QueueLimit(name: "narrow", maxConcurrency: 2), now: start)
            for _ in 0..<3 { try await home.enqueue(.adHoc(queue: "narrow"), .adHoc(queue: "wide")) }
            let first = try await home.claim(home.worker())
            expect(first.count == 5)
            let second = try await home.worker()
            expect(try await home.claim(second).isEmpty)
            let narrow = try await home.store.executions(.running(in: "narrow"), page: Page()).items
            let ended = try require(first.first { run in narrow.contains { $0.id == run.lease.executionID } })
            _ = try await home.end(ended, .success(result: nil))
            expect(try await home.claim(second).count == 1)
        },
        StoreCase("a queue's rate lets so many runs begin within its period, and more as time goes by") { home in
            try await home.store.setQueueLimit(QueueLimit(name: "calls", rateLimit: 6, ratePeriodSeconds: 60), now: start)
            for _ in 0..<20 { try await home.enqueue(.adHoc(queue: "calls")) }
            let worker = try await home.worker()
            expect(try await home.claim(worker, limit: 4).count == 4)
            expect(try await home.claim(worker, limit: 4).count == 2)
            expect(try await home.claim(worker, limit: 4).isEmpty)
            expect(try await home.claim(worker, limit: 4, now: start + .seconds(9)).isEmpty)
            expect(try await home.claim(worker, limit: 4, now: start + .seconds(20)).count == 2)
        },
        StoreCase("what a program asks for in its own transaction is there when that is committed, and only then") { home in
            struct Regret: Error {}
            await expect(throws: Regret.self) {
                try await home.database.transaction { tx in
                    _ = try await home.store.enqueue(.adHoc(), in: tx, now: start)
                    throw Regret()
                }
            }
            expect(try await home.store.executions(ExecutionFilter(), page: Page()).total == 0)
            try await home.database.transaction { tx in _ = try await home.store.enqueue(.adHoc(), in: tx, now: start) }
            expect(try await home.claim(home.worker()).count == 1)
        },
        StoreCase("a row that another language inserts, with a handler's name and times alone, is run") { home in
            try await home.database.transaction { tx in
                try await tx.execute(
                    """
                    INSERT INTO job_executions (handler_name, scheduled_time, run_at, created_at)
                    VALUES ('sample', \(start), \(start), \(start))
                    """)
            }
            let run = try require(try await home.claim(home.worker()).first)
            expect(run.handlerParams == "{}")
            expect(run.maxRetry == 3)
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
