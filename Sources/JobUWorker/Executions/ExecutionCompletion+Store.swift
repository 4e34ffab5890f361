import JobUHandler
import JobUModel
import JobUStore

extension ExecutionCompletion {
    /// Ends the execution under its lease and fence, in the transaction of its handler on the store's database.
    /// - Parameter whenCommitted: called as soon as it is.
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
