/// Where an execution stands. The raw value is the stored, logged and published spelling.
public enum ExecutionStatus: String, Sendable, Codable, CaseIterable {
    /// Created, waiting to be claimed. Leaves to RUNNING when claimed, CANCELLED by an operator, SKIPPED by policy.
    case pending = "PENDING"
    /// Owned by one worker. Leaves to every state below, and to PENDING when drained or snoozed.
    case running = "RUNNING"
    /// Failed, timed out or lost its worker; waits for `run_at`. Leaves to RUNNING when claimed, CANCELLED by an operator.
    case retry = "RETRY"
    /// Finished, result stored. Leaves to nothing.
    case success = "SUCCESS"
    /// Attempts used up, or the error is not retryable. Leaves to PENDING by an operator's retry.
    case failed = "FAILED"
    /// As FAILED; the last attempt exceeded its timeout. Leaves to PENDING by an operator's retry.
    case timeout = "TIMEOUT"
    /// Cancelled by an operator, the API or the handler. Leaves to PENDING by an operator's retry.
    case cancelled = "CANCELLED"
    /// A due instant that policy dropped, stored with its reason. Leaves to nothing.
    case skipped = "SKIPPED"

    /// The states an execution can go to from this one.
    package var exits: Set<ExecutionStatus> {
        switch self {
        case .pending: [.running, .cancelled, .skipped]
        case .running: [.success, .retry, .failed, .timeout, .cancelled, .pending]
        case .retry: [.running, .cancelled]
        case .failed, .timeout, .cancelled: [.pending]
        case .success, .skipped: []
        }
    }

    /// Waiting to be claimed.
    package var isWaiting: Bool { self == .pending || self == .retry }

    /// Ended: no worker will touch it again unless an operator retries it.
    package var isFinished: Bool { !isWaiting && self != .running }

    /// Whether an operator may send it back to PENDING.
    package var isRetryable: Bool { exits == [.pending] }
}
