/// How an attempt ended, as the worker saw it.
package enum ExecutionOutcome: Sendable, Equatable, Codable {
    /// The handler returned; `result` is JSON text.
    case success(result: String?)
    /// The handler threw.
    case failure(message: String, isRetryable: Bool)
    /// The handler ran longer than its timeout and stopped when cancelled.
    case timeout(message: String)
    /// The handler is over its timeout or cancelled, and has not stopped.
    case stuck(message: String)
    /// An operator or the handler itself cancelled the execution.
    case cancelled(reason: String)
    /// The handler wants to be called again later.
    case snoozed(Duration)
    /// The worker shut down before the handler had ended.
    case interrupted
}

/// How one attempt is archived in `job_attempts`.
package enum AttemptOutcome: String, Sendable, Codable, CaseIterable {
    case success = "SUCCESS"
    case failed = "FAILED"
    case timeout = "TIMEOUT"
    case cancelled = "CANCELLED"
    case snoozed = "SNOOZED"
    case interrupted = "INTERRUPTED"
    case lost = "LOST"
}

/// The next state of an execution. `next` is the only place where one is decided after an attempt.
package struct ExecutionTransition: Sendable, Equatable, Codable {
    package var status: ExecutionStatus
    /// When it may be claimed again; set exactly when `status` is waiting.
    package var runAt: Timestamp?
    package var attempt: Int
    package var retryCount: Int
    package var errorMessage: String?
    package var result: String?
    package var attemptOutcome: AttemptOutcome

    /// Decides what follows an attempt.
    /// - Parameter random: a number in 0..<1 for the backoff's jitter.
    package static func next(
        after outcome: ExecutionOutcome, of execution: ClaimedExecution, now: Timestamp, random: Double
    ) -> ExecutionTransition {
        switch outcome {
        case .success(let result):
            return ended(execution, .success, .success, result: result)
        case .failure(let message, let isRetryable):
            return isRetryable
                ? retried(execution, or: .failed, .failed, message, now, random) : ended(execution, .failed, .failed, message)
        case .timeout(let message):
            return retried(execution, or: .timeout, .timeout, message, now, random)
        case .stuck(let message):
            // Not retried: its body may still be at work, and two at once is worse than none.
            return ended(execution, .timeout, .timeout, message)
        case .cancelled(let reason):
            return ended(execution, .cancelled, .cancelled, reason)
        case .snoozed(let duration):
            return handedBack(execution, .snoozed, runAt: now + duration)
        case .interrupted:
            return handedBack(execution, .interrupted, runAt: execution.runAt)
        }
    }

    private static func ended(
        _ execution: ClaimedExecution, _ status: ExecutionStatus, _ outcome: AttemptOutcome, _ message: String? = nil, result: String? = nil
    ) -> ExecutionTransition {
        ExecutionTransition(
            status: status, runAt: nil, attempt: execution.attempt, retryCount: execution.retryCount,
            errorMessage: message, result: result, attemptOutcome: outcome)
    }

    private static func retried(
        _ execution: ClaimedExecution, or last: ExecutionStatus, _ outcome: AttemptOutcome, _ message: String,
        _ now: Timestamp, _ random: Double
    ) -> ExecutionTransition {
        guard execution.retryCount < execution.options.maxRetry else { return ended(execution, last, outcome, message) }
        let retry = execution.retryCount + 1
        return ExecutionTransition(
            status: .retry, runAt: now + execution.options.retryBackoff.delay(beforeRetry: retry, random: random),
            attempt: execution.attempt, retryCount: retry, errorMessage: message, result: nil, attemptOutcome: outcome)
    }

    /// Back to PENDING at no cost: the next claim has the same attempt number again.
    private static func handedBack(
        _ execution: ClaimedExecution, _ outcome: AttemptOutcome, runAt: Timestamp
    ) -> ExecutionTransition {
        ExecutionTransition(
            status: .pending, runAt: runAt, attempt: execution.attempt - 1, retryCount: execution.retryCount,
            errorMessage: nil, result: nil, attemptOutcome: outcome)
    }
}
