import JobUHandler
import JobUModel

/// Decides the outcome of an attempt from the handler's result and the stop request.
enum OutcomeDecision {
    /// Returns nil if the lease was lost: nothing may be stored.
    static func outcome(
        of ending: Result<ExecutionOutcome, any Error>, _ stop: StopReason?, _ execution: ClaimedExecution
    ) -> ExecutionOutcome? {
        if stop == .leaseLost { return nil }
        switch ending {
        // A handler that returned a result has done its work, whatever stop was requested.
        case .success(let outcome): return outcome
        case .failure(let error):
            switch stop {
            case .timeout:
                return .timeout(message: "timed out after \(execution.timeoutSeconds) s" + how(error))
            case .cancelRequested: return .cancelled(reason: "cancelled" + how(error))
            case .shutdown: return .interrupted
            case .leaseLost: return nil
            case nil:
                let failure = failure(error)
                return .failure(message: failure.message, isRetryable: failure.isRetryable)
            }
        }
    }

    static func stuckMessage(_ execution: ClaimedExecution, _ reason: StopReason) -> String {
        let why =
            reason == .timeout
            ? "timed out after \(execution.timeoutSeconds) s; the handler did not stop when cancelled"
            : "the handler did not stop when cancelled"
        return why + "; no retry, because it may still be working"
    }

    /// What a handler's error says, and whether another attempt may help.
    static func failure(_ error: any Error) -> (message: String, isRetryable: Bool) {
        let isRetryable = (error as? any RetryableError)?.isRetryable ?? true
        return (StoredText.clean(text(of: error), sizeMax: 8_192), isRetryable)
    }

    /// A process that had to be killed says more than a task that was cancelled.
    private static func how(_ error: any Error) -> String {
        (error as? ChildExitError).map { StoredText.clean("; \($0)", sizeMax: 8_192) } ?? ""
    }

    private static func text(of error: any Error) -> String {
        if error is CancellationError { return "the handler cancelled its own task" }
        let text = "\(error)"
        return text.isEmpty ? "\(type(of: error))" : text
    }
}

extension ExecutionOutcome {
    /// - Throws: when the result cannot be written as JSON, as a number that is not finite cannot.
    init(_ result: HandlerResult) throws {
        switch result.choice {
        case .success(let action, let data):
            self = .success(result: try StoredResult(action: action, data: data).text)
        case .cancel(let reason):
            self = .cancelled(reason: StoredText.clean(reason, sizeMax: 8_192))
        case .snooze(let delay):
            // A snooze into the past would come back at once, again and again, without costing an attempt.
            self = .snoozed(max(delay, .seconds(1)))
        }
    }
}
