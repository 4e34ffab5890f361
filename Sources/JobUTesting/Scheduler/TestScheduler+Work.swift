import JobUComposition
import JobUDispatcher
public import JobUHandler
public import JobUModel
import JobUStore
import JobUWorker

extension TestScheduler {
    /// Executes everything that is due now, including what that enqueues for now.
    /// - Parameter queue: only this queue; nil for all.
    /// - Returns: the attempted executions in the order of their start, in their current state. One that failed may wait for its retry:
    ///   `advance` by the wait, or read `runAt`.
    /// - Throws: a database error.
    @discardableResult
    public func drain(queue: String? = nil) async throws -> [TestExecution] {
        var tried: [ExecutionID] = []
        for id in try await work(queue: queue) where !tried.contains(id) { tried.append(id) }
        return try await executions(tried)
    }

    /// Enqueues an execution of a handler and executes what is due until its first attempt ends.
    /// - Returns: the execution after its first attempt, with the handler's error if it failed.
    /// - Throws: `HandlerError` for invalid parameters; a database error.
    public func run<Handler: JobHandler>(_ handler: Handler.Type, _ params: Handler.Params) async throws -> TestExecution
    where Handler.Params: Encodable {
        try await run(JobRequest(handler, params))
    }

    /// Enqueues and executes a handler with parameters as JSON, to test invalid ones.
    public func run(_ handlerName: String, json params: String = "{}") async throws -> TestExecution {
        try await run(JobRequest(handlerName: handlerName, handlerParams: params))
    }

    /// Enqueues and executes a request with a queue, a priority or an earliest start; advances the time to that start.
    public func run(_ request: JobRequest) async throws -> TestExecution {
        let id = try await client.enqueue(request).id
        if let runAt = request.runAt, runAt > now { try await advance(to: runAt) } else { try await drain() }
        return try await run(id)
    }

    /// Advances the time of day from one due time to the next: dispatches crons and executes what is due, including retries, as running
    /// services would.
    /// - Throws: a database error.
    public func advance(by duration: Duration) async throws {
        try await advance(to: now + duration)
    }

    /// Advances the time of day to an instant; a past one counts as now.
    /// - Throws: a database error.
    public func advance(to end: Timestamp) async throws {
        try await settle()
        while let next = try await nextInstant(), next <= end {
            clock.advance(by: next - now)
            try await settle()
        }
        if end > now { clock.advance(by: end - now) }
    }

    /// Executes what is due now, until nothing is.
    private func settle() async throws {
        let dispatcher = Dispatcher(store: openStore.store, signals: openStore.signals, time: time, logger: silentLogger)
        while true {
            // A finished execution may release a cron that was held back.
            _ = try await dispatcher.dispatchAllDue()
            // What is due but cannot be claimed, such as an execution of an unknown handler or a paused queue, keeps waiting.
            guard try await isExecutionDue(), try await !work(queue: nil).isEmpty else { return }
        }
    }

    /// Returns the attempted executions, in order.
    private func work(queue: String?) async throws -> [ExecutionID] {
        var configuration = WorkerConfiguration()
        configuration.endsWhenIdle = true
        configuration.queues = queue.map { [$0] }
        let worker = Worker(
            store: openStore.store, handlers: handlers, databases: databases, signals: openStore.signals, time: time,
            configuration: configuration,
            logger: silentLogger)
        _ = recorder.take()
        try await worker.run()
        return recorder.take()
    }

    private func isExecutionDue() async throws -> Bool {
        try await openStore.store.oldestWaitingRunTime().map { $0 <= now } ?? false
    }

    /// The next due time after now.
    private func nextInstant() async throws -> Timestamp? {
        let cron = try await openStore.store.nextDueTime().flatMap { $0 > now ? $0 : nil }
        let execution = try await openStore.store.nextRunTime(after: now)
        return [cron, execution].compactMap(\.self).min()
    }
}
