import JobUModel
import JobUStore

extension StoreContract {
    static let claiming: [StoreCase] = [
        StoreCase("a claim makes due runs the worker's, with a fence and an attempt") { home in
            let id = try await home.enqueue(.adHoc())[0]
            let worker = try await home.worker()
            let run = try require(try await home.claim(worker).first)
            expect(run.lease == Lease(executionID: id, workerID: worker, fence: 1))
            expect(run.attempt == 1)
            expect(run.startedAt == start)
            let stored = try require(try await home.store.execution(id))
            expect(stored.status == .running)
            expect(stored.workerID == worker)
            expect(stored.startedAt == start)
            expect(try await home.claim(worker).isEmpty)
        },
        StoreCase("a run is not claimed before its time") { home in
            try await home.enqueue(.adHoc(at: start + minutes(1)))
            let worker = try await home.worker()
            expect(try await home.claim(worker).isEmpty)
            expect(try await home.store.nextRunTime(after: start) == start + minutes(1))
            expect(try await home.claim(home.worker(now: start + minutes(1)), now: start + minutes(1)).count == 1)
            expect(try await home.store.nextRunTime(after: start) == nil)
        },
        StoreCase("a run of a handler the worker does not know is left for another") { home in
            try await home.enqueue(.adHoc())
            let worker = try await home.worker()
            expect(try await home.claim(worker, handlers: ["other"]).isEmpty)
            expect(try await home.claim(worker, handlers: []).isEmpty)
            expect(try await home.claim(worker, handlers: ["other", "sample"]).count == 1)
        },
        StoreCase("a worker takes from its queues only") { home in
            try await home.enqueue(.adHoc(queue: "day"), .adHoc(queue: "night"))
            let worker = try await home.worker()
            expect(try await home.claim(worker, queues: ["none"]).isEmpty)
            expect(try await home.claim(worker, queues: []).isEmpty)
            expect(try await home.claim(worker, queues: ["night"]).count == 1)
            expect(try await home.claim(worker).count == 1)
        },
        StoreCase("no more than the limit is taken, the longest due first") { home in
            let ids = try await home.enqueue(.adHoc(at: start), .adHoc(at: start - minutes(2)), .adHoc(at: start - minutes(1)))
            let claimed = try await home.claim(home.worker(), limit: 2)
            expect(Set(claimed.map(\.lease.executionID)) == [ids[1], ids[2]])
        },
        StoreCase("a step of priority is worth a minute of waiting") { home in
            var urgent = NewExecution.adHoc(at: start)
            urgent.priority = 3
            let ids = try await home.enqueue(.adHoc(at: start - minutes(2)), urgent, .adHoc(at: start - minutes(4)))
            let worker = try await home.worker()
            var order: [ExecutionID] = []
            for _ in 0..<3 { order += try await home.claim(worker, limit: 1).map(\.lease.executionID) }
            expect(order == [ids[2], ids[1], ids[0]])
        },
        StoreCase("the lowest priority runs once nothing else waits") { home in
            var idle = NewExecution.adHoc(at: start)
            idle.priority = -10
            try await home.enqueue(idle)
            expect(try await home.claim(home.worker()).count == 1)
        },
        StoreCase("a limit of concurrent runs holds across claims and workers") { home in
            var definition = CronJobDefinition.everyMinute()
            definition.maxConcurrency = 2
            let cron = try await home.store.createCronJob(definition, nextRunAt: nil, now: start)
            for index in 0..<4 {
                try await home.enqueue(NewExecution(of: cron, at: start - minutes(index), trigger: .cron))
            }
            let (first, second) = (try await home.worker(), try await home.worker())
            var running = try await home.claim(first)
            for _ in 0..<3 { running += try await home.claim(second) }
            expect(running.count == 2)
            _ = try await home.end(running[0], .success(result: nil))
            expect(try await home.claim(second).count == 1)
            expect(try await home.claim(second).isEmpty)
        },
        StoreCase("runs of a queueing cron follow one another, oldest first") { home in
            var definition = CronJobDefinition.everyMinute()
            definition.overlapPolicy = .queue
            let cron = try await home.store.createCronJob(definition, nextRunAt: nil, now: start)
            let newer = try await home.enqueue(NewExecution(of: cron, at: start, trigger: .cron))[0]
            let older = try await home.enqueue(NewExecution(of: cron, at: start - minutes(1), trigger: .cron))[0]
            let worker = try await home.worker()
            let first = try await home.claim(worker)
            expect(first.map(\.lease.executionID) == [older])
            _ = try await home.end(first[0], .success(result: nil))
            expect(try await home.claim(worker).map(\.lease.executionID) == [newer])
        },
        StoreCase("a worker whose lease lapsed cannot claim") { home in
            try await home.enqueue(.adHoc())
            let worker = try await home.worker()
            await expect(throws: JobStoreError.workerLost(worker)) {
                _ = try await home.claim(worker, now: start + .seconds(30))
            }
            expect(try await home.store.executions(ExecutionFilter(), page: Page()).items.map(\.status) == [.pending])
        },
    ]
}
