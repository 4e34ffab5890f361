import JobUDatabase
import JobUHandler
import JobUModel
import JobUStore
import Logging

/// How storing a result went.
enum Delivery: Sendable, Equatable {
    case stored
    /// The lease was lost: the result was not stored, and must not be.
    case leaseLost
    /// The store refuses this result, and would refuse it again.
    case refused(String)
}

/// Stores results: all that come while one commit is under way share the next.
///
/// It runs beside the handlers, so that their cancellation does not reach a final write.
struct FinishBatcher: Sendable {
    private struct Item: Sendable {
        var request: FinishRequest
        /// The execution that uses no capacity any more once the result is stored.
        var control: ExecutionControl?
        var reply: CheckedContinuation<Delivery, Never>
    }

    private let store: any WorkerStore
    private let time: TimeSource
    private let runtime: WorkerRuntime
    private let batchSize: Int
    private let logger: Logger
    private let inbox = Inbox<Item>()

    init(store: any WorkerStore, time: TimeSource, runtime: WorkerRuntime, batchSize: Int = 1_000, logger: Logger) {
        self.store = store
        self.time = time
        self.runtime = runtime
        self.batchSize = batchSize
        self.logger = logger
    }

    /// Returns when the result is committed or can no longer be.
    /// - Parameter control: the execution that uses no capacity any more then; nil while its handler still runs.
    func deliver(_ request: FinishRequest, freeing control: ExecutionControl? = nil) async -> Delivery {
        await withCheckedContinuation { reply in
            if !inbox.put(Item(request: request, control: control, reply: reply)) { reply.resume(returning: .leaseLost) }
        }
    }

    /// Works until `close` was called and everything is answered.
    func run() async {
        while let batch = await inbox.take(limit: batchSize) {
            await write(batch)
        }
    }

    func close() {
        inbox.close()
    }

    private func write(_ batch: [Item]) async {
        let loop = RetryLoop("Finish", backoff: RetryPause.lease, time: time, logger: logger)
        do {
            let results = try await loop.value(
                metadata: [LogKeys.count: "\(batch.count)"],
                retryingWhile: { error, _ in StoreFailure.isTransient(error) && isHeld(batch) }
            ) {
                try await store.finish(batch.map(\.request), now: time.wall.now())
            }
            // All capacity at once, so that the next claim fills all of it.
            runtime.end(batch.compactMap(\.control))
            for (item, result) in zip(batch, results) {
                item.reply.resume(returning: result == .finished ? .stored : .leaseLost)
            }
        } catch  where !(error is CancellationError) && !StoreFailure.isTransient(error) {
            await writeApart(batch, refused: error)
        } catch {
            for item in batch { item.reply.resume(returning: .leaseLost) }
        }
    }

    /// Whether trying again makes sense: the lease these results need has not been given up.
    private func isHeld(_ batch: [Item]) -> Bool {
        batch.contains { $0.request.lease.workerID == runtime.workerID }
    }

    /// One result that the store refuses must not hold up the others.
    private func writeApart(_ batch: [Item], refused error: any Error) async {
        guard batch.count > 1 else {
            batch.first?.reply.resume(returning: .refused("\(error)"))
            return
        }
        for item in batch { await write([item]) }
    }
}

extension FinishRequest {
    /// The request that stores an outcome of an execution.
    init(_ outcome: ExecutionOutcome, of execution: ClaimedExecution, now: Timestamp, random: Double) {
        let transition = ExecutionTransition.next(after: outcome, of: execution, now: now, random: random)
        self.init(lease: execution.lease, transition: transition, startedAt: execution.startedAt)
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
                let request = FinishRequest(try ExecutionOutcome(result), of: execution, now: now, random: time.random())
                guard try await store.finish(request, in: tx, now: now) == .finished else { throw CancellationError() }
                return request.transition
            }, whenCommitted: whenCommitted)
    }
}
