import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import Logging
import Tracing

extension ExecutionRunner {
    /// Returns what a result means; nil when the lease was lost, and nothing may be stored.
    func decide(_ result: Result<ExecutionOutcome, any Error>) async -> ExecutionOutcome? {
        await flushLog()
        if let outcome = OutcomeDecision.outcome(of: result, control.stopReason, execution) { return outcome }
        worker.metrics.recordDroppedResult()
        worker.logger.notice("Result dropped: lease lost", metadata: metadata())
        return nil
    }

    /// Stores an outcome, unless the lease has been lost.
    /// - Parameter freed: the execution that uses no capacity any more once it is stored; nil while its handler still runs.
    func finish(_ outcome: ExecutionOutcome, freeing freed: ExecutionControl?) async {
        let (request, transition) = finishRequest(outcome)
        switch await withSpan("finish", { _ in await worker.finisher.deliver(request, freeing: freed) }) {
        case .stored:
            recordEnd(transition)
        case .leaseLost:
            worker.metrics.recordDroppedResult()
            worker.logger.notice("Result dropped: lease lost", metadata: metadata())
        case .refused(let why):
            await finishRefused(why)
        }
    }

    /// Stores a failure in place of a result that the store refuses.
    private func finishRefused(_ why: String) async {
        let (request, _) = finishRequest(.failure(message: "the result could not be stored: \(why)", isRetryable: false))
        let delivery = await worker.finisher.deliver(request)
        worker.logger.error(
            "Finish failed; recorded as FAILED", metadata: metadata([LogKeys.error: "\(why); as a failure: \(delivery)"]))
    }

    /// Finishes for a handler that ignores its cancellation. Whatever it returns later does not count.
    func finishStuck(_ reason: StopReason) async {
        worker.logger.error("Handler stuck after cancellation", metadata: metadata())
        switch reason {
        case .timeout, .cancelRequested:
            await finish(.stuck(message: OutcomeDecision.stuckMessage(execution, reason)), freeing: nil)
        // Its body may go on until this process ends: only then, when the lease has expired, may another begin.
        case .shutdown, .leaseLost: break
        }
    }

    /// Publishes what the handler has committed in its own transaction: there is nothing left to store.
    func finishCommitted(_ transition: ExecutionTransition) async {
        await flushLog()
        worker.store.notifyFinished(waits: transition.status.isWaiting)
        recordEnd(transition, "Execution finished in its handler's transaction")
    }

    private func recordEnd(_ transition: ExecutionTransition, _ message: Logger.Message = "A run ended") {
        let status = transition.status
        span.attributes[TraceKeys.status] = status.rawValue
        if status != .success, status != .cancelled, status != .pending { span.setStatus(SpanStatus(code: .error)) }
        worker.metrics.recordFinish(execution, status, now: worker.time.wall.now())
        worker.logger.info(message, metadata: metadata([LogKeys.status: "\(status.rawValue)"]))
    }

    private func finishRequest(_ outcome: ExecutionOutcome) -> (FinishRequest, ExecutionTransition) {
        let time = worker.time
        let transition = ExecutionTransition.next(after: outcome, of: execution, now: time.wall.now(), random: time.random())
        return (FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt), transition)
    }

    private func flushLog() async {
        if log.hasLines { await worker.logWriter.flush() }
    }

    private func metadata(_ more: Logger.Metadata = [:]) -> Logger.Metadata {
        execution.logMetadata.merging(more) { _, new in new }
    }
}

extension ExecutionCompletion {
    /// Finishes under the execution's lease and fence, in the transaction of its handler on the store's database.
    /// - Parameter whenCommitted: called as soon as that transaction is committed.
    convenience init(
        of execution: ClaimedExecution, in store: any WorkerStore, time: TimeSource,
        whenCommitted: @escaping @Sendable (ExecutionTransition) -> Void = { _ in }
    ) {
        self.init(
            executionDatabase: store.databaseName,
            write: { result, tx in
                let now = time.wall.now()
                let transition = ExecutionTransition.next(
                    after: try ExecutionOutcome(result), of: execution, now: now, random: time.random())
                let request = FinishRequest(lease: execution.lease, transition: transition, startedAt: execution.startedAt)
                guard try await store.finish(request, in: tx, now: now) == .finished else { throw CancellationError() }
                return transition
            }, whenCommitted: whenCommitted)
    }
}
