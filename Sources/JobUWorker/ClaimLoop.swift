import JobUModel
import JobUStore
import Logging
import Tracing

/// Claims executions while the worker has free capacity, until it drains.
struct ClaimLoop: Sendable {
    let store: any WorkerStore
    let time: TimeSource
    let runtime: WorkerRuntime
    let handlers: [String]
    let configuration: WorkerConfiguration
    let logger: Logger
    let metrics: WorkerMetrics

    /// Calls `start` with each claimed execution; returns when the worker drains or its task is cancelled.
    func run(_ start: (ClaimedExecution, ExecutionControl) -> Void) async {
        let loop = RetryLoop("Claim", time: time, logger: logger)
        await loop.run(while: { !runtime.isDraining }, sleep: pause) { streak in
            do {
                let pause = try await claim(start, afterFailure: streak.failures > 0)
                streak.end()
                _ = try await runtime.claimSignal.wait(for: pause, clock: time.clock)
            } catch JobStoreError.workerLost(let worker) {
                logger.warning("Lease lost; abandoning executions", metadata: [LogKeys.workerID: "\(worker)"])
                metrics.recordLeaseLost()
                runtime.lose(worker)
            }
        }
    }

    /// Returns the time until the next claim; a notification ends it earlier.
    private func claim(_ start: (ClaimedExecution, ExecutionControl) -> Void, afterFailure: Bool) async throws -> Duration {
        guard let worker = runtime.workerID else { return configuration.pollInterval }
        if afterFailure { try await beginUnanswered(worker, start) }
        let limit = min(runtime.room, configuration.claimBatchSize)
        guard limit > 0 else { return configuration.pollInterval }
        // Asked before the store: the end of an execution may make another one due.
        let isIdle = runtime.running == 0
        let now = time.wall.now()
        let begun = DefaultTracerClock.now
        let executions = try await store.claim(
            ClaimRequest(worker: worker, limit: limit, handlers: handlers, queues: configuration.queues, now: now))
        if !executions.isEmpty { trace(executions.count, since: begun) }
        for execution in executions { begin(execution, start) }
        // There may be more: beyond the size of a batch, or what others held at that moment.
        if !executions.isEmpty { return .zero }
        if isIdle, configuration.endsWhenIdle {
            runtime.drain()
            return .zero
        }
        // What waits for its time is not rung for.
        let next = try await store.nextRunTime(after: now)
        return min(max(.zero, next.map { $0 - time.wall.now() } ?? configuration.pollInterval), configuration.pollInterval)
    }

    /// Told afterwards: a span for each look that found nothing would bury the others.
    private func trace(_ count: Int, since begun: some TracerInstant) {
        let span = startSpan("claim", ofKind: .client, at: begun)
        span.attributes[TraceKeys.claimed] = count
        span.end()
    }

    /// A claim that failed may have been committed all the same: its answer was lost.
    private func beginUnanswered(_ worker: WorkerID, _ start: (ClaimedExecution, ExecutionControl) -> Void) async throws {
        // Read before the store: an execution that finishes in between must not start again.
        let known = runtime.runningIDs
        for execution in try await store.heldExecutions(by: worker) where !known.contains(execution.lease.executionID) {
            begin(execution, start)
        }
    }

    private func begin(_ execution: ClaimedExecution, _ start: (ClaimedExecution, ExecutionControl) -> Void) {
        guard let control = runtime.begin(execution) else {
            // The rescuer finds it when the lease has expired.
            return logger.warning(
                "Lease lost right after a claim; execution will be rescued",
                metadata: [LogKeys.executionID: "\(execution.lease.executionID)"])
        }
        start(execution, control)
    }

    /// Waits after a failure. Notifications do not end the pause, only a drain does.
    private func pause(for duration: Duration) async throws {
        let end = runtime.elapsed + duration
        while !runtime.isDraining, runtime.elapsed < end {
            _ = try await runtime.claimSignal.wait(for: end - runtime.elapsed, clock: time.clock)
        }
    }
}
