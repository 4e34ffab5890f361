/// The pause after failures in a row: it doubles with each of them, and is short again after a success.
package struct RetryPause: Sendable {
    /// For services: from 1 s to 30 s.
    package static let service = RetryBackoff(kind: .exponential, baseSeconds: 1, maxSeconds: 30, jitter: 0.5)
    /// For what a lease waits for: from 1 s to 5 s.
    package static let lease = RetryBackoff(kind: .exponential, baseSeconds: 1, maxSeconds: 5, jitter: 0.5)

    private let backoff: RetryBackoff
    /// Failures since the last success.
    package private(set) var failures = 0

    /// - Parameter backoff: the pauses. A part of each is random, so that the processes of a cluster do not come back as one.
    package init(_ backoff: RetryBackoff) {
        self.backoff = backoff
    }

    /// Counts a failure.
    /// - Parameter random: a number in 0..<1.
    /// - Returns: how long to wait before the next try.
    package mutating func fail(random: Double) -> Duration {
        failures += 1
        return backoff.delay(beforeRetry: failures, random: random)
    }

    /// Forgets the failures.
    package mutating func succeed() {
        failures = 0
    }
}
