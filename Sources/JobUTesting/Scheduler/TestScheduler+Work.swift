import JobUComposition
import JobUDispatcher
public import JobUHandler
public import JobUModel
import JobUStore
import JobUWorker

extension TestScheduler {
    /// Has the worker do everything that is due now, and what that asks for to be done at once.
    /// - Parameter queue: only this queue; nil for all.
    /// - Returns: the executions that were tried, in the order in which they began, as they stand now. One that failed may wait for its
    ///   retry: `advance` by the wait, or look at `runAt`.
    /// - Throws: a database error.
    @discardableResult
    public func drain(queue: String? = nil) async throws -> [TestExecution] {
        var tried: [ExecutionID] = []
        for id in try await work(queue: queue) where !tried.contains(id) { tried.append(id) }
        return try await executions(tried)
    }

    /// Stores an execution of a handler, and has the worker do all that is due until this one was tried.
    /// - Returns: the execution after its first attempt.
    /// - Throws: `EnqueueError` for parameters that are not valid, a database error. What the handler throws is in the execution.
    public func run<Handler: JobHandler>(_ handler: Handler.Type, _ params: Handler.Params) async throws -> TestExecution
    where Handler.Params: Encodable {
        try await run(JobRequest(handler, params))
    }

    /// The same with parameters as JSON, for a test of those that do not fit.
    public func run(_ handlerName: String, json params: String = "{}") async throws -> TestExecution {
        try await run(JobRequest(handlerName: handlerName, handlerParams: params))
    }

    /// The same for a request with a queue, a priority, or an instant at which it is due: time is moved there.
    public func run(_ request: JobRequest) async throws -> TestExecution {
        let id = try await client.enqueue(request).id
        if let runAt = request.runAt, runAt > now { try await advance(to: runAt) } else { try await drain() }
        return try await run(id)
    }

    /// Moves the time of day forward, from one instant at which something is due to the next: crons are dispatched then, and executions are
    /// done, retries among them, as they would be by services that are always there.
    /// - Throws: a database error.
    public func advance(by duration: Duration) async throws {
        try await advance(to: now + duration)
    }

    /// Moves the time of day to an instant; one that has passed is as now.
    /// - Throws: a database error.
    public func advance(to end: Timestamp) async throws {
        try await settle()
        while let next = try await nextInstant(), next <= end {
            clock.advance(by: next - now)
            try await settle()
        }
        if end > now { clock.advance(by: end - now) }
    }

    /// Does what is due now, until nothing is.
    private func settle() async throws {
        let dispatcher = Dispatcher(store: openStore.store, signals: openStore.signals, time: time, logger: silentLogger)
        while true {
            // An execution that ends may let a cron go on that was held back.
            _ = try await dispatcher.dispatchAllDue()
            // What is due and cannot be taken, such as an execution of a handler that is not here or of a paused queue, goes on waiting.
            guard try await isExecutionDue(), try await !work(queue: nil).isEmpty else { return }
        }
    }

    /// Returns the executions that were tried, in order.
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

    /// When something is due after now.
    private func nextInstant() async throws -> Timestamp? {
        let cron = try await openStore.store.nextDueTime().flatMap { $0 > now ? $0 : nil }
        let execution = try await openStore.store.nextRunTime(after: now)
        return [cron, execution].compactMap(\.self).min()
    }
}
