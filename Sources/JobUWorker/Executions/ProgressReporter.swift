import JobUModel
import Synchronization

/// Passes progress reports on, no more often than a person can read.
final class ProgressReporter: Sendable {
    private static let pause: Duration = .milliseconds(200)

    private let clock: any Clock<Duration>
    private let send: @Sendable (ProgressMessage) -> Void
    /// Measures the time since the last report.
    private let sinceReport = Mutex<Stopwatch?>(nil)

    init(clock: any Clock<Duration>, send: @escaping @Sendable (ProgressMessage) -> Void) {
        self.clock = clock
        self.send = send
    }

    func report(_ fraction: Double, _ message: String?) {
        guard isTime(isLast: fraction == 1) else { return }
        send(ProgressMessage(fraction: fraction, message: message.map { StoredText.clean($0, sizeMax: 500) }))
    }

    private func isTime(isLast: Bool) -> Bool {
        sinceReport.withLock { last in
            if !isLast, let last, last.elapsed < Self.pause { return false }
            last = Stopwatch(clock)
            return true
        }
    }
}
