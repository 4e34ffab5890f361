package import JobUModel
import Synchronization

/// The failures of a retry loop in a row.
package final class RetryStreak: Sendable {
    private let pause: Mutex<RetryPause>

    package init(_ backoff: RetryBackoff) {
        pause = Mutex(RetryPause(backoff))
    }

    /// Failures since the last success.
    package var failures: Int { pause.withLock(\.failures) }

    /// The work succeeds: a failure from now on is the first again.
    package func end() {
        pause.withLock { $0.succeed() }
    }

    func extend(random: Double) -> (failures: Int, pause: Duration) {
        pause.withLock { pause in
            let duration = pause.fail(random: random)
            return (pause.failures, duration)
        }
    }
}
