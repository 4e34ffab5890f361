import JobUModel
import JobUStore
import Synchronization

/// Tells how far a run is, not more often than a person can read.
final class ProgressReporter: Sendable {
    private static let pause: Duration = .milliseconds(200)

    private let clock: any Clock<Duration>
    private let tell: @Sendable (Double, String?) async throws -> Void
    /// Runs since the last report.
    private let sinceReport = Mutex<Stopwatch?>(nil)

    init(clock: any Clock<Duration>, tell: @escaping @Sendable (Double, String?) async throws -> Void) {
        self.clock = clock
        self.tell = tell
    }

    /// Stores it; throws `CancellationError` when the run is no longer this worker's.
    convenience init(store: any WorkerStore, lease: Lease, clock: any Clock<Duration>) {
        self.init(clock: clock) { fraction, message in
            guard try await store.recordProgress(lease, fraction: fraction, message: message) == .finished else {
                throw CancellationError()
            }
        }
    }

    /// - Throws: what `tell` throws.
    func report(_ fraction: Double, _ message: String?) async throws {
        guard isTime(isLast: fraction == 1) else { return }
        try await tell(fraction, message.map { StoredText.clean($0, sizeMax: 500) })
    }

    private func isTime(isLast: Bool) -> Bool {
        sinceReport.withLock { last in
            if !isLast, let last, last.elapsed < Self.pause { return false }
            last = Stopwatch(clock)
            return true
        }
    }
}
