package import JobUModel
package import Logging

/// A service's loop: repeats a step until its task is cancelled, also while the store fails.
///
/// A step that throws is logged, and the next one follows after a pause. The pause doubles with every failure in a row; a success makes it
/// short again. A service runs its loop inside `cancelWhenGracefulShutdown`, so that it ends at once on both.
package struct RetryLoop: Sendable {
    private let work: String
    private let backoff: RetryBackoff
    private let time: TimeSource
    private let logger: Logger

    /// - Parameters:
    ///   - work: what a step does, as the log names it: `Claim`.
    ///   - backoff: the pauses after failures.
    package init(_ work: String, backoff: RetryBackoff = RetryPause.service, time: TimeSource, logger: Logger) {
        self.work = work
        self.backoff = backoff
        self.time = time
        self.logger = logger
    }

    /// Repeats `step`, which waits at its end for the next one.
    /// - Parameters:
    ///   - goesOn: asked before each step; false ends the loop.
    ///   - sleep: waits out a pause; nil for the loop's clock.
    ///   - step: does the work. One that goes on for long ends the streak itself as soon as it works.
    package func run(
        while goesOn: () -> Bool = { true }, sleep: ((Duration) async throws -> Void)? = nil, _ step: (RetryStreak) async throws -> Void
    ) async {
        let streak = RetryStreak(backoff)
        while goesOn(), !Task.isCancelled {
            do {
                try await step(streak)
                streak.end()
            } catch {
                // A store may have wrapped the cancellation in an error of its own.
                if Task.isCancelled { return }
                let pause = note(error, streak, [:])
                do {
                    if let sleep { try await sleep(pause) } else { try await time.clock.sleep(for: pause) }
                } catch {
                    // Cancelled: the loop ends by itself.
                }
            }
        }
    }

    /// Repeats `step` until it succeeds once.
    /// - Parameters:
    ///   - facts: what the log says besides the error.
    ///   - isWorthwhile: asked with the error and the number of failures, before a pause and after it; false gives up.
    /// - Throws: the last error when it gives up; `CancellationError` when the task is cancelled in a pause.
    package func value<Value: Sendable>(
        facts: Logger.Metadata = [:], retryingWhile isWorthwhile: (any Error, Int) -> Bool, _ step: () async throws -> Value
    ) async throws -> Value {
        let streak = RetryStreak(backoff)
        while true {
            do {
                return try await step()
            } catch {
                guard isWorthwhile(error, streak.failures + 1) else { throw error }
                try await time.clock.sleep(for: note(error, streak, facts))
                guard isWorthwhile(error, streak.failures) else { throw error }
            }
        }
    }

    private func note(_ error: any Error, _ streak: RetryStreak, _ facts: Logger.Metadata) -> Duration {
        let (failures, pause) = streak.extend(random: time.random())
        let own: Logger.Metadata = [
            LogKeys.error: "\(error)", LogKeys.failures: "\(failures)", LogKeys.seconds: "\(pause.inSeconds)",
        ]
        logger.warning("\(work) failed; retrying", metadata: facts.merging(own) { _, new in new })
        return pause
    }
}
