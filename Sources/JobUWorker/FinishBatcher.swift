import JobUModel
import JobUStore
import Logging

/// What became of a result.
enum Delivery: Sendable, Equatable {
    case stored
    /// The run is no longer this worker's: the result was not stored, and must not be.
    case leaseLost
    /// The store refuses this result, and would refuse it again.
    case refused(String)
}

/// Writes the results of runs: all that come while one commit is under way share the next.
///
/// It runs beside the handlers, so that their cancellation does not reach a final write.
struct FinishBatcher: Sendable {
    private struct Item: Sendable {
        var request: FinishRequest
        /// The run whose place is free once the result is stored.
        var control: RunControl?
        var reply: CheckedContinuation<Delivery, Never>
    }

    private let store: any WorkerStore
    private let time: TimeSource
    private let desk: WorkerDesk
    private let batchSize: Int
    private let logger: Logger
    private let inbox = Inbox<Item>()

    init(store: any WorkerStore, time: TimeSource, desk: WorkerDesk, batchSize: Int = 1_000, logger: Logger) {
        self.store = store
        self.time = time
        self.desk = desk
        self.batchSize = batchSize
        self.logger = logger
    }

    /// Returns when the result is committed or can no longer be.
    /// - Parameter control: the run whose place is free then; nil for a run whose handler is still at work.
    func deliver(_ request: FinishRequest, freeing control: RunControl? = nil) async -> Delivery {
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
        var failures = 0
        while true {
            do {
                let results = try await store.finish(batch.map(\.request), now: time.wall.now())
                // All places at once, so that the next claim fills them all.
                desk.end(batch.compactMap(\.control))
                for (item, result) in zip(batch, results) {
                    item.reply.resume(returning: result == .finished ? .stored : .leaseLost)
                }
                return
            } catch  where !StoreFailure.isTransient(error) {
                return await writeApart(batch, refused: error)
            } catch {
                failures += 1
                guard await pause(after: error, failures: failures, for: batch) else {
                    for item in batch { item.reply.resume(returning: .leaseLost) }
                    return
                }
            }
        }
    }

    /// One result that the store refuses must not hold up the others.
    private func writeApart(_ batch: [Item], refused error: any Error) async {
        guard batch.count > 1 else {
            batch.first?.reply.resume(returning: .refused("\(error)"))
            return
        }
        for item in batch { await write([item]) }
    }

    /// Returns false when trying again is pointless: the lease these results need is gone, or the worker is cancelled.
    private func pause(after error: any Error, failures: Int, for batch: [Item]) async -> Bool {
        let pause = RetryBackoff(baseSeconds: 1, maxSeconds: 5, jitter: 0.5).delay(beforeRetry: failures, random: time.random())
        logger.warning(
            "Results could not be stored and will be tried again",
            metadata: [LogKeys.error: "\(error)", LogKeys.count: "\(batch.count)", LogKeys.seconds: "\(pause.inSeconds)"])
        do {
            try await time.clock.sleep(for: pause)
        } catch {
            return false
        }
        return batch.contains { $0.request.lease.workerID == desk.workerID }
    }
}
