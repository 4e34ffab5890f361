import JobUModel
import Synchronization

/// The reason of a stop request.
enum StopReason: Sendable, Equatable {
    case timeout
    case cancelRequested
    case shutdown
    /// The lease was lost: no result of this execution is stored any more.
    case leaseLost
}

/// An event that an execution receives while its handler works.
enum ExecutionEvent: Sendable {
    /// The handler came back.
    case ended(Result<ExecutionOutcome, any Error>)
    /// It shall stop.
    case stop(StopReason)
    /// It did not stop within the grace period after a stop request.
    case stuck(StopReason)
}

/// The control of an execution: delivers stop requests of the watchdog, an operator or the shutdown, and the handler's return.
final class ExecutionControl: Sendable {
    private struct State {
        var ending: Result<ExecutionOutcome, any Error>?
        var stop: StopReason?
        var isStopDelivered = false
        var isStuck = false
        var isStuckDelivered = false
        var waiter: CheckedContinuation<ExecutionEvent, Never>?

        /// The next undelivered event.
        mutating func take() -> ExecutionEvent? {
            if let ending { return .ended(ending) }
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

    func end(_ ending: Result<ExecutionOutcome, any Error>) {
        change { $0.ending = ending }
    }

    /// Ends an execution whose handler was not called, as its lease was over.
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
