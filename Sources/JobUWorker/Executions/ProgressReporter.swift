import JobUModel
import Synchronization

/// Reports progress, at most as often as a person can read.
final class ProgressReporter: Sendable {
    private static let pause: Duration = .milliseconds(200)

    private let clock: any Clock<Duration>
    private let tell: @Sendable (ProgressMessage) -> Void
    /// Runs since the last report.
    private let sinceReport = Mutex<Stopwatch?>(nil)

    init(clock: any Clock<Duration>, tell: @escaping @Sendable (ProgressMessage) -> Void) {
        self.clock = clock
        self.tell = tell
    }

    func report(_ fraction: Double, _ message: String?) {
        guard isTime(isLast: fraction == 1) else { return }
        tell(ProgressMessage(fraction: fraction, message: message.map { StoredText.clean($0, sizeMax: 500) }))
    }

    private func isTime(isLast: Bool) -> Bool {
        sinceReport.withLock { last in
            if !isLast, let last, last.elapsed < Self.pause { return false }
            last = Stopwatch(clock)
            return true
        }
    }
}
