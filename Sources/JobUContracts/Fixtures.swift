import JobUModel
import JobUStore
import JobUTesting

/// An arbitrary instant the cases count from.
let start = Timestamp(epochSeconds: 1_767_225_600)

func minutes(_ count: Int) -> Duration { .seconds(60 * count) }

extension CronJobDefinition {
    static func everyMinute(_ name: String = "report") -> CronJobDefinition {
        CronJobDefinition(name: name, cronExpression: "* * * * *", handlerName: "sample")
    }
}

extension NewExecution {
    static func adHoc(at instant: Timestamp = start, queue: String = "default") -> NewExecution {
        var execution = NewExecution(handlerName: "sample", scheduledTime: instant, trigger: .api)
        execution.queue = queue
        return execution
    }
}

extension TestStore {
    /// A worker whose lease ends 30 s after `now`.
    func worker(now: Timestamp = start) async throws -> WorkerID {
        let registration = WorkerRegistration(
            host: "host", pid: 1, version: "1", handlers: ["sample"], queues: nil, capacity: 10)
        return try await store.register(registration, now: now, leaseUntil: now + .seconds(30))
    }

    /// Stores runs and returns their ids.
    @discardableResult
    func enqueue(_ executions: NewExecution..., now: Timestamp = start) async throws -> [ExecutionID] {
        var ids: [ExecutionID] = []
        for execution in executions {
            switch try await store.enqueue(execution, now: now) {
            case .created(let id), .alreadyExists(let id): ids.append(id)
            }
        }
        return ids
    }

    func claim(
        _ worker: WorkerID, limit: Int = 10, handlers: [String] = ["sample"], queues: [String]? = nil, now: Timestamp = start
    ) async throws -> [ClaimedExecution] {
        try await store.claim(ClaimRequest(worker: worker, limit: limit, handlers: handlers, queues: queues, now: now))
    }

    func end(_ run: ClaimedExecution, _ outcome: ExecutionOutcome, now: Timestamp = start) async throws -> FinishResult? {
        let transition = ExecutionTransition.next(after: outcome, of: run, now: now, random: 0)
        let request = FinishRequest(lease: run.lease, transition: transition, startedAt: run.startedAt)
        return try await store.finish([request], now: now).first
    }
}
