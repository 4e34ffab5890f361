package import JobUModel
package import JobUStore

/// An arbitrary instant the cases count from.
package let start = Timestamp(epochSeconds: 1_767_225_600)

/// As a duration.
package func minutes(_ count: Int) -> Duration { .seconds(60 * count) }

extension CronJobDefinition {
    /// A cron that is due each minute.
    package static func everyMinute(_ name: String = "report") -> CronJobDefinition {
        CronJobDefinition(name: name, cronExpression: "* * * * *", handlerName: "sample")
    }
}

extension NewExecution {
    /// A run that no cron asked for.
    package static func adHoc(at instant: Timestamp = start, queue: String = "default") -> NewExecution {
        var execution = NewExecution(handlerName: "sample", scheduledTime: instant, trigger: .api)
        execution.options.queue = queue
        return execution
    }
}

extension StoreFixture {
    /// A worker whose lease ends 30 s after `now`.
    package func worker(now: Timestamp = start) async throws -> WorkerID {
        let registration = WorkerRegistration(
            host: "host", pid: 1, version: "1", handlers: ["sample"], queues: nil, capacity: 10)
        return try await store.register(registration, now: now, leaseUntil: now + .seconds(30))
    }

    /// Stores runs and returns their ids.
    @discardableResult
    package func enqueue(_ executions: NewExecution..., now: Timestamp = start) async throws -> [ExecutionID] {
        var ids: [ExecutionID] = []
        for execution in executions {
            switch try await store.enqueue(execution, now: now) {
            case .created(let id), .alreadyExists(let id): ids.append(id)
            }
        }
        return ids
    }

    /// Claims what is due.
    package func claim(
        _ worker: WorkerID, limit: Int = 10, handlers: [String] = ["sample"], queues: [String]? = nil, now: Timestamp = start
    ) async throws -> [ClaimedExecution] {
        try await store.claim(ClaimRequest(worker: worker, limit: limit, handlers: handlers, queues: queues, now: now))
    }

    /// Ends an attempt as its worker would.
    package func end(_ execution: ClaimedExecution, _ outcome: ExecutionOutcome, now: Timestamp = start) async throws -> FinishResult? {
        let transition = ExecutionTransition.next(after: outcome, of: execution, now: now, random: 0)
        let request = FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt)
        return try await store.finish([request], now: now).first
    }
}
