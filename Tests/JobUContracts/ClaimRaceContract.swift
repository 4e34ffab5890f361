package import JobUConformance
import JobUModel
import JobUStore
import Testing

/// What holds when several processes work on one store at the same time.
package enum ClaimRaceContract {
    package static let cases: [StoreCase] = [
        StoreCase("workers that claim at the same time never get the same run, and leave none") { fixture in
            for _ in 0..<300 { try await fixture.enqueue(.adHoc()) }
            let claimed = try await together(fixture) { store in
                let worker = try await register(store)
                var mine: [ClaimedExecution] = []
                while true {
                    let request = ClaimRequest(worker: worker, limit: 7, handlers: ["sample"], queues: nil, now: start)
                    let some = try await store.claim(request)
                    if some.isEmpty { return mine }
                    mine += some
                }
            }
            #expect(claimed.count == 300)
            #expect(Set(claimed.map(\.lease.executionID)).count == 300)
        },
        StoreCase("workers that claim one by one from several queues at the same time never get the same run, and leave none") { fixture in
            for index in 0..<120 { try await fixture.enqueue(.adHoc(at: start - .seconds(index), queue: "queue \(index % 3)")) }
            let claimed = try await together(fixture) { store in
                let worker = try await register(store)
                var mine: [ClaimedExecution] = []
                while true {
                    let request = ClaimRequest(
                        worker: worker, limit: 1 + mine.count % 4, handlers: ["sample"], queues: nil, now: start)
                    let some = try await store.claim(request)
                    if some.isEmpty { return mine }
                    mine += some
                }
            }
            #expect(claimed.count == 120)
            #expect(Set(claimed.map(\.lease.executionID)).count == 120)
        },
        StoreCase("dispatchers that run at the same time make one run per cron and instant") { fixture in
            for index in 0..<40 {
                _ = try await fixture.store.createCronJob(.everyMinute("cron \(index)"), nextRunAt: start, now: start)
            }
            let created = try await together(fixture) { store in
                var created = 0
                while true {
                    let result = try await store.dispatchDue(now: start, limit: 3) { due in
                        let execution = NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)
                        return DispatchPlan(executions: [execution], nextRunAt: due.dueAt + minutes(1))
                    }
                    if result.crons == 0 { return [created] }
                    created += result.created
                }
            }
            #expect(created.reduce(0, +) == 40)
            #expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).total == 40)
        },
        StoreCase("a lapsed worker's run is rescued once by rescuers that run at the same time") { fixture in
            try await fixture.enqueue(.adHoc(), .adHoc())
            #expect(try await fixture.claim(fixture.worker()).count == 2)
            let rescued = try await together(fixture) { store in
                try await store.rescue(now: start + .seconds(30), deathsMax: 3, limit: 10)
            }
            #expect(rescued.count == 2)
            #expect(Set(rescued.map(\.id)).count == 2)
        },
        StoreCase("a run is finished once, by its worker or by the rescuer") { fixture in
            for _ in 0..<20 { try await fixture.enqueue(.adHoc()) }
            let executions = try await fixture.claim(fixture.worker(), limit: 20)
            let second = fixture.secondProcess()
            async let rescued = second.rescue(now: start + .seconds(30), deathsMax: 3, limit: 20)
            var finished = 0
            for execution in executions where try await fixture.end(execution, .success(result: nil)) == .finished { finished += 1 }
            let taken = try await rescued
            try await second.close()
            #expect(finished + taken.count == 20)
            #expect(try await fixture.store.countsByStatus()[.success, default: 0] == finished)
        },
        StoreCase("a request that comes four times at the same time becomes one run") { fixture in
            var request = NewExecution.adHoc()
            request.idempotencyKey = IdempotencyKey(key: "k", fingerprint: "f")
            let asked = request
            let results = try await together(fixture) { store in [try await store.enqueue(asked, now: start)] }
            #expect(results.count { if case .created = $0 { true } else { false } } == 1)
            #expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).total == 1)
        },
        StoreCase("the limit of a queue holds when workers claim at the same time") { fixture in
            try await fixture.store.setQueueLimit(QueueLimit(name: "narrow", maxConcurrency: 3), now: start)
            for _ in 0..<20 { try await fixture.enqueue(.adHoc(queue: "narrow")) }
            let running = try await together(fixture) { store in
                let worker = try await register(store)
                let request = ClaimRequest(worker: worker, limit: 5, handlers: ["sample"], queues: nil, now: start)
                return try await store.claim(request)
            }
            #expect((1...3).contains(running.count))
            let left = 3 - running.count
            #expect(try await fixture.claim(fixture.worker(), limit: 10).count == left)
        },
        StoreCase("a limit above one holds, and is used, when workers claim at the same time") { fixture in
            var definition = CronJobDefinition.everyMinute()
            definition.maxConcurrency = 4
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            for index in 0..<20 { try await fixture.enqueue(NewExecution(of: cron, at: start - minutes(index), trigger: .cron)) }
            let running = try await together(fixture) { store in
                let worker = try await register(store)
                var mine: [ClaimedExecution] = []
                for _ in 0..<6 {
                    mine += try await store.claim(
                        ClaimRequest(worker: worker, limit: 5, handlers: ["sample"], queues: nil, now: start))
                }
                return mine
            }
            #expect((1...4).contains(running.count))
            let worker = try await fixture.worker()
            var more: [ClaimedExecution] = []
            for _ in 0..<6 { more += try await fixture.claim(worker, limit: 5) }
            #expect(running.count + more.count == 4)
        },
        StoreCase("a limit of one holds when workers claim at the same time") { fixture in
            var definition = CronJobDefinition.everyMinute()
            definition.overlapPolicy = .queue
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            for index in 0..<10 { try await fixture.enqueue(NewExecution(of: cron, at: start - minutes(index), trigger: .cron)) }
            let running = try await together(fixture) { store in
                let worker = try await register(store)
                let request = ClaimRequest(worker: worker, limit: 5, handlers: ["sample"], queues: nil, now: start)
                return try await store.claim(request)
            }
            #expect(running.count == 1)
        },
    ]

    /// Runs `body` in four processes' stead: each with its own sessions on the same store.
    private static func together<Value: Sendable>(
        _ fixture: any StoreFixture, _ body: @escaping @Sendable (SQLJobStore) async throws -> [Value]
    ) async throws -> [Value] {
        try await withThrowingTaskGroup(of: [Value].self) { group in
            for _ in 0..<4 {
                group.addTask {
                    let store = fixture.secondProcess()
                    let values = try await body(store)
                    try await store.close()
                    return values
                }
            }
            return try await group.reduce(into: []) { $0 += $1 }
        }
    }

    private static func register(_ store: SQLJobStore) async throws -> WorkerID {
        let registration = WorkerRegistration(host: "host", pid: 1, version: "1", handlers: ["sample"], queues: nil, capacity: 10)
        return try await store.register(registration, now: start, leaseUntil: start + .seconds(30))
    }
}
