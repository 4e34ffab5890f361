import JobUHandler
import JobUModel

/// What an attempt's ending means, seen together with why it was asked to stop.
enum OutcomeDecision {
    /// Nil when the run is no longer this worker's: nothing may be stored.
    static func outcome(
        of ending: Result<ExecutionOutcome, any Error>, _ stop: StopReason?, _ execution: ClaimedExecution
    ) -> ExecutionOutcome? {
        if stop == .leaseLost { return nil }
        switch ending {
        // A handler that came back with a result has done its work, whatever was asked of it meanwhile.
        case .success(let outcome): return outcome
        case .failure(let error):
            switch stop {
            case .timeout:
                return .timeout(message: "it ran longer than its timeout of \(execution.options.timeoutSeconds) s" + how(error))
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
            ? "it ran longer than its timeout of \(execution.options.timeoutSeconds) s and does not end although it was cancelled"
            : "it does not end although it was cancelled"
        return why + "; it is not tried again while it may still be at work"
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
