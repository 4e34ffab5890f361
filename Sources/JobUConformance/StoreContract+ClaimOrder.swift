import JobUModel
import JobUStore

/// If an execution starts, none with a smaller claim order that could have run is still waiting.
extension StoreContract {
    static let claimOrder: [StoreCase] = [
        StoreCase("a queue that keeps all places busy does not hold up what is urgent in another") { fixture in
            for index in 0..<20 { try await fixture.enqueue(.adHoc(at: start - .seconds(20 - index), queue: "a")) }
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker, limit: 2).count == 2)
            let urgent = try await fixture.enqueue(.urgent(queue: "b"))[0]
            expect(try await fixture.claim(worker, limit: 1).map(\.lease.executionID) == [urgent])
        },
        StoreCase("what waits longer in another queue comes first, whatever the queue is called") { fixture in
            for index in 0..<6 { try await fixture.enqueue(.adHoc(at: start - .seconds(index), queue: "a")) }
            let old = try await fixture.enqueue(.adHoc(at: start - minutes(1), queue: "z"))[0]
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker, limit: 1).map(\.lease.executionID) == [old])
            let older = try await fixture.enqueue(.adHoc(at: start - minutes(2), queue: "z"))[0]
            expect(try await fixture.claim(worker, limit: 3).map(\.lease.executionID).contains(older))
        },
        StoreCase("a queue without room, a paused one and one of unknown handlers give way to the next") { fixture in
            try await fixture.store.setQueueLimit(QueueLimit(name: "a", maxConcurrency: 2), now: start)
            var paused = QueueLimit(name: "b")
            paused.pausedAt = start
            try await fixture.store.setQueueLimit(paused, now: start)
            try await fixture.store.setQueueLimit(QueueLimit(name: "c", rateLimit: 1), now: start)
            for index in 0..<4 {
                for (place, queue) in ["a", "b", "c", "d", "e"].enumerated() {
                    var execution = NewExecution.adHoc(at: start - minutes(9 - place) + .seconds(index), queue: queue)
                    if queue == "d" { execution.handlerName = "unknown" }
                    try await fixture.enqueue(execution)
                }
            }
            let worker = try await fixture.worker()
            var queues: [String] = []
            for _ in 0..<8 {
                for execution in try await fixture.claim(worker, limit: 1) {
                    queues.append(try require(try await fixture.store.execution(execution.lease.executionID)).options.queue)
                }
            }
            expect(queues == ["a", "a", "c", "e", "e", "e", "e"])
        },
        StoreCase("of two runs of a cron that may both run, the second comes before what is behind it", twoOfOneCron),
        StoreCase("nothing that could have run waits behind what starts, one by one, by tens and all at once", mixture),
    ]

    @Sendable private static func twoOfOneCron(_ fixture: any StoreFixture) async throws {
        var definition = CronJobDefinition.everyMinute()
        definition.maxConcurrency = 2
        let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
        var executions: [ExecutionID] = []
        for index in 0..<3 {
            executions += try await fixture.enqueue(NewExecution(of: cron, at: start - minutes(9 - index), trigger: .cron))
        }
        for queue in ["default", "other"] {
            for _ in 0..<9 { try await fixture.enqueue(.adHoc(queue: queue)) }
        }
        let claimed = try await fixture.claim(fixture.worker(), limit: 5).map(\.lease.executionID)
        expect(claimed.count == 5)
        expect(Set(claimed).isSuperset(of: executions.prefix(2)))
        expect(!claimed.contains(executions[2]))
    }

    /// Twenty queues, two of them with limits, crons with limits, priorities, handlers that nobody knows, and what is not due yet.
    @Sendable private static func mixture(_ fixture: any StoreFixture) async throws {
        var random = SplitMix64(seed: 7)
        var crons: [CronJob] = []
        for limit in 1...3 {
            var definition = CronJobDefinition.everyMinute("limit \(limit)")
            definition.maxConcurrency = limit
            crons.append(try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start))
        }
        let limits = ["queue 3": 2, "queue 11": 5]
        for (name, limit) in limits { try await fixture.store.setQueueLimit(QueueLimit(name: name, maxConcurrency: limit), now: start) }
        var executions: [NewExecution] = []
        for index in 0..<100 {
            let instant = start + .seconds(Int.random(in: -900...60, using: &random)) + .microseconds(index)
            let isOfCron = Int.random(in: 0..<4, using: &random) == 0
            var execution =
                isOfCron
                ? NewExecution(of: crons[index % 3], at: instant, trigger: .cron)
                : NewExecution(handlerName: index % 9 == 0 ? "unknown" : "sample", scheduledTime: instant, trigger: .api)
            execution.options.queue = "queue \(isOfCron ? index % 3 + 1 : Int.random(in: 1...20, using: &random))"
            execution.options.priority = Int.random(in: -10...10, using: &random)
            executions.append(execution)
        }
        _ = try await fixture.store.enqueue(executions, now: start)
        let worker = try await fixture.worker()
        for limit in [1, 1, 1, 10, 1, 10, 1, 500] {
            let claimed = Set(try await fixture.claim(worker, limit: limit).map(\.lease.executionID))
            let left = try await Standing(fixture, claimed).overtaken(limits)
            expect(left.isEmpty, "\(left) could have run before what was claimed \(limit) at a time")
            if limit < 500 { expect(claimed.count == limit) }
        }
    }

    /// Where executions stand after a claim.
    private struct Standing {
        var started: [Execution]
        var waiting: [Execution]
        var running: [Execution]

        init(_ fixture: any StoreFixture, _ claimed: Set<ExecutionID>) async throws {
            var filter = ExecutionFilter()
            filter.statuses = [.pending]
            waiting = try await fixture.store.executions(filter, page: Page(size: 100)).items
            filter.statuses = [.running]
            running = try await fixture.store.executions(filter, page: Page(size: 100)).items
            started = running.filter { claimed.contains($0.id) }
        }

        /// Those that wait although something behind them was started, and nothing kept them.
        func overtaken(_ limits: [String: Int]) -> [ExecutionID] {
            waiting.filter { execution in
                let behind = started.filter { execution.claimOrder < $0.claimOrder }
                guard !behind.isEmpty, execution.handlerName == "sample", execution.runAt <= start else { return false }
                if let limit = limits[execution.options.queue],
                    running.count(where: { $0.options.queue == execution.options.queue }) >= limit,
                    !behind.contains(where: { $0.options.queue == execution.options.queue })
                {
                    return false
                }
                if let limit = execution.maxConcurrency, running.count(where: { $0.cronJobID == execution.cronJobID }) >= limit,
                    !behind.contains(where: { $0.cronJobID == execution.cronJobID })
                {
                    return false
                }
                return true
            }.map(\.id)
        }
    }
}

extension NewExecution {
    fileprivate static func urgent(queue: String) -> NewExecution {
        var execution = adHoc(queue: queue)
        execution.options.priority = 10
        return execution
    }
}

extension Execution {
    fileprivate var claimOrder: Timestamp { runAt - minutes(options.priority) }
}
