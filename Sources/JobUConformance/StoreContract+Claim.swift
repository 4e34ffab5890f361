import JobUModel
import JobUStore

extension StoreContract {
    static let claiming: [StoreCase] = [
        StoreCase("a claim makes due runs the worker's, with a fence and an attempt") { fixture in
            let id = try await fixture.enqueue(.adHoc())[0]
            let worker = try await fixture.worker()
            let execution = try require(try await fixture.claim(worker).first)
            expect(execution.lease == Lease(executionID: id, workerID: worker, fence: 1))
            expect(execution.attempt == 1)
            expect(execution.startedAt == start)
            let stored = try require(try await fixture.store.execution(id))
            expect(stored.status == .running)
            expect(stored.workerID == worker)
            expect(stored.startedAt == start)
            expect(try await fixture.claim(worker).isEmpty)
        },
        StoreCase("a run is not claimed before its time") { fixture in
            try await fixture.enqueue(.adHoc(at: start + minutes(1)))
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker).isEmpty)
            expect(try await fixture.store.nextRunTime(after: start) == start + minutes(1))
            expect(try await fixture.claim(fixture.worker(now: start + minutes(1)), now: start + minutes(1)).count == 1)
            expect(try await fixture.store.nextRunTime(after: start) == nil)
        },
        StoreCase("a run of a handler the worker does not know is left for another") { fixture in
            try await fixture.enqueue(.adHoc())
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker, handlers: ["other"]).isEmpty)
            expect(try await fixture.claim(worker, handlers: []).isEmpty)
            expect(try await fixture.claim(worker, handlers: ["other", "sample"]).count == 1)
        },
        StoreCase("a worker takes from its queues only") { fixture in
            try await fixture.enqueue(.adHoc(queue: "day"), .adHoc(queue: "night"))
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker, queues: ["none"]).isEmpty)
            expect(try await fixture.claim(worker, queues: []).isEmpty)
            expect(try await fixture.claim(worker, queues: ["night"]).count == 1)
            expect(try await fixture.claim(worker).count == 1)
        },
        StoreCase("no more than the limit is taken, the longest due first") { fixture in
            let ids = try await fixture.enqueue(.adHoc(at: start), .adHoc(at: start - minutes(2)), .adHoc(at: start - minutes(1)))
            let claimed = try await fixture.claim(fixture.worker(), limit: 2)
            expect(Set(claimed.map(\.lease.executionID)) == [ids[1], ids[2]])
        },
        StoreCase("a step of priority is worth a minute of waiting") { fixture in
            var urgent = NewExecution.adHoc(at: start)
            urgent.options.priority = 3
            let ids = try await fixture.enqueue(.adHoc(at: start - minutes(2)), urgent, .adHoc(at: start - minutes(4)))
            let worker = try await fixture.worker()
            var order: [ExecutionID] = []
            for _ in 0..<3 { order += try await fixture.claim(worker, limit: 1).map(\.lease.executionID) }
            expect(order == [ids[2], ids[1], ids[0]])
        },
        StoreCase("the lowest priority runs once nothing else waits") { fixture in
            var idle = NewExecution.adHoc(at: start)
            idle.options.priority = -10
            try await fixture.enqueue(idle)
            expect(try await fixture.claim(fixture.worker()).count == 1)
        },
        StoreCase("a limit of concurrent runs holds across claims and workers") { fixture in
            var definition = CronJobDefinition.everyMinute()
            definition.maxConcurrency = 2
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            for index in 0..<4 {
                try await fixture.enqueue(NewExecution(of: cron, at: start - minutes(index), trigger: .cron))
            }
            let (first, second) = (try await fixture.worker(), try await fixture.worker())
            var running = try await fixture.claim(first)
            for _ in 0..<3 { running += try await fixture.claim(second) }
            expect(running.count == 2)
            _ = try await fixture.end(running[0], .success(result: nil))
            expect(try await fixture.claim(second).count == 1)
            expect(try await fixture.claim(second).isEmpty)
        },
        StoreCase("runs of a queueing cron follow one another, oldest first") { fixture in
            var definition = CronJobDefinition.everyMinute()
            definition.overlapPolicy = .queue
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            let newer = try await fixture.enqueue(NewExecution(of: cron, at: start, trigger: .cron))[0]
            let older = try await fixture.enqueue(NewExecution(of: cron, at: start - minutes(1), trigger: .cron))[0]
            let worker = try await fixture.worker()
            let first = try await fixture.claim(worker)
            expect(first.map(\.lease.executionID) == [older])
            _ = try await fixture.end(first[0], .success(result: nil))
            expect(try await fixture.claim(worker).map(\.lease.executionID) == [newer])
        },
        StoreCase("a worker whose lease lapsed cannot claim") { fixture in
            try await fixture.enqueue(.adHoc())
            let worker = try await fixture.worker()
            await expect(throws: JobStoreError.workerLost(worker)) {
                _ = try await fixture.claim(worker, now: start + .seconds(30))
            }
            expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).items.map(\.status) == [.pending])
        },
    ]
}
