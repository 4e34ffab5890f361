import JobUModel
import JobUStore
import Logging

/// Hears that somebody wants a run cancelled, and tells the run.
struct CancellationWatcher: Sendable {
    let store: any WorkerStore
    let time: TimeSource
    let desk: WorkerDesk
    let listener: WakeUpListener
    let interval: Duration
    let logger: Logger

    /// Works until its task is cancelled.
    func run() async {
        let loop = RetryLoop("Watch for cancellations", time: time, logger: logger)
        await loop.run { _ in
            if desk.running > 0, let worker = desk.workerID {
                desk.stop(try await store.cancelRequests(for: worker), .cancelRequested)
            }
            _ = try await listener.wait(for: interval, clock: time.clock)
        }
    }
}
