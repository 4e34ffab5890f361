package import JobUModel
package import Logging

/// What a service does: one round after the other until its task is cancelled, whatever the store does meanwhile.
///
/// A service runs its rounds inside `cancelWhenGracefulShutdown`, so that they end at once on both.
package struct ServiceRounds: Sendable {
    /// The pause after failed rounds. Half of it is random, so that the services of a cluster do not come back as one.
    static let backoff = RetryBackoff(kind: .exponential, baseSeconds: 1, maxSeconds: 30, jitter: 0.5)

    private let time: TimeSource
    private let logger: Logger

    package init(time: TimeSource, logger: Logger) {
        self.time = time
        self.logger = logger
    }

    /// Repeats `round`, which waits at its end for the next one, and returns when the task is cancelled.
    ///
    /// A round that throws is logged, and the next one comes after a pause that doubles with every failure in a row.
    package func run(_ round: () async throws -> Void) async {
        var failures = 0
        while !Task.isCancelled {
            do {
                try await round()
                failures = 0
            } catch {
                // A store may have wrapped the cancellation in an error of its own.
                if Task.isCancelled { return }
                failures += 1
                await pause(after: error, failures: failures)
            }
        }
    }

    private func pause(after error: any Error, failures: Int) async {
        let pause = Self.backoff.delay(beforeRetry: failures, random: time.random())
        logger.warning(
            "A round failed and will be repeated",
            metadata: [
                LogKeys.error: "\(error)", LogKeys.count: "\(failures)", LogKeys.seconds: "\(pause.inSeconds)",
            ])
        do {
            try await time.clock.sleep(for: pause)
        } catch {
            // Cancelled: the loop ends by itself.
        }
    }
}
