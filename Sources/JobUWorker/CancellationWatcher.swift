import JobUModel
import JobUStore
import Logging

/// Watches for cancellation requests and cancels the executions.
struct CancellationWatcher: Sendable {
    let store: any WorkerStore
    let time: TimeSource
    let runtime: WorkerRuntime
    let listener: SignalListener
    let interval: Duration
    let logger: Logger

    /// Works until its task is cancelled.
    func run() async {
        let loop = RetryLoop("Cancellation watch", time: time, logger: logger)
        await loop.run { _ in
            if runtime.running > 0, let worker = runtime.workerID {
                runtime.stop(try await store.cancelRequests(for: worker), .cancelRequested)
            }
            _ = try await listener.wait(for: interval, clock: time.clock)
        }
    }
}
