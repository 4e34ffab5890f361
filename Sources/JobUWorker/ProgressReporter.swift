import JobUModel
import JobUStore
import Synchronization

/// Stores how far a run is, not more often than a person can read.
final class ProgressReporter: Sendable {
    private static let pause: Duration = .milliseconds(200)

    private let store: any WorkerStore
    private let lease: Lease
    private let clock: any Clock<Duration>
    /// Runs since the last report.
    private let sinceReport = Mutex<Stopwatch?>(nil)

    init(store: any WorkerStore, lease: Lease, clock: any Clock<Duration>) {
        self.store = store
        self.lease = lease
        self.clock = clock
    }

    /// - Throws: `CancellationError` when the run is no longer this worker's; what the store throws.
    func report(_ fraction: Double, _ message: String?) async throws {
        guard isTime(isLast: fraction == 1) else { return }
        let text = message.map { StoredText.clean($0, sizeMax: 500) }
        guard try await store.recordProgress(lease, fraction: fraction, message: text) == .finished else {
            throw CancellationError()
        }
    }

    private func isTime(isLast: Bool) -> Bool {
        sinceReport.withLock { last in
            if !isLast, let last, last.elapsed < Self.pause { return false }
            last = Stopwatch(clock)
            return true
        }
    }
}
