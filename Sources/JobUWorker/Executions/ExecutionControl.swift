import JobUModel
import Synchronization

/// The reason of a stop request.
enum StopReason: Sendable, Equatable {
    case timeout
    case cancelRequested
    case shutdown
    /// Another worker may run it: nothing it does counts any more.
    case leaseLost
}

/// What happens to an execution while its handler runs.
enum ExecutionEvent: Sendable {
    /// The handler returned.
    case ended(Result<ExecutionOutcome, any Error>)
    /// It has to stop.
    case stop(StopReason)
    /// It has not stopped within the grace period.
    case stuck(StopReason)
}

/// Carries events to the runner of an execution: from its handler, its deadlines, operators, and the shutdown.
final class ExecutionControl: Sendable {
    private struct State {
        var result: Result<ExecutionOutcome, any Error>?
        var stop: StopReason?
        var isStopDelivered = false
        var isStuck = false
        var isStuckDelivered = false
        var waiter: CheckedContinuation<ExecutionEvent, Never>?

        /// The next event that has not been delivered.
        mutating func take() -> ExecutionEvent? {
            if let result { return .ended(result) }
            if let stop, !isStopDelivered {
                isStopDelivered = true
                return .stop(stop)
            }
            if let stop, isStuck, !isStuckDelivered {
                isStuckDelivered = true
                return .stuck(stop)
            }
            return nil
        }
    }

    let executionID: ExecutionID
    private let state = Mutex(State())

    init(_ executionID: ExecutionID) {
        self.executionID = executionID
    }

    /// The first reason stays, but for a lost lease, after which no other counts.
    func stop(_ reason: StopReason) {
        change { state in
            if state.stop == nil || reason == .leaseLost { state.stop = reason }
        }
    }

    func markStuck() {
        change { $0.isStuck = true }
    }

    func end(_ result: Result<ExecutionOutcome, any Error>) {
        change { $0.result = result }
    }

    /// Ends an execution whose handler was not called, because its lease had expired.
    func abandon() {
        stop(.leaseLost)
        end(.failure(CancellationError()))
    }

    var stopReason: StopReason? { state.withLock { $0.stop } }

    /// Waits for the next event; for one caller at a time.
    func next() async -> ExecutionEvent {
        await withCheckedContinuation { waiter in
            let event = state.withLock { state -> ExecutionEvent? in
                if let event = state.take() { return event }
                state.waiter = waiter
                return nil
            }
            if let event { waiter.resume(returning: event) }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let (waiter, event) = state.withLock { state -> (CheckedContinuation<ExecutionEvent, Never>?, ExecutionEvent?) in
            body(&state)
            guard let waiter = state.waiter, let event = state.take() else { return (nil, nil) }
            state.waiter = nil
            return (waiter, event)
        }
        if let waiter, let event { waiter.resume(returning: event) }
    }
}
