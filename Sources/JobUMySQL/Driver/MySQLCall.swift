import Synchronization

/// One call that may be cancelled from elsewhere, exactly while it runs.
final class MySQLCall: Sendable {
    private enum State { case waiting, running, ended, cancelledBefore, cancelled }

    private let state = Mutex(State.waiting)

    /// False when it was cancelled before it began.
    func begin() -> Bool {
        state.withLock { state in
            guard state == .waiting else { return false }
            state = .running
            return true
        }
    }

    /// Returns whether `cancel` has interrupted it. Waits for a request that is on its way.
    func end() -> Bool {
        state.withLock { state in
            defer { state = .ended }
            return state == .cancelled
        }
    }

    /// Calls `interrupt` while the call cannot end.
    func cancel(_ interrupt: () -> Void) {
        state.withLock { state in
            switch state {
            case .waiting: state = .cancelledBefore
            case .running:
                interrupt()
                state = .cancelled
            case .ended, .cancelledBefore, .cancelled: break
            }
        }
    }
}
