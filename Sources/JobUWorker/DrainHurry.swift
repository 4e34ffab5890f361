import Synchronization

/// Ends a worker's drain early: running executions are cancelled and released at once, without waiting for `shutdownTimeout`.
package final class DrainHurry: Sendable {
    private struct State {
        var isHurried = false
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Without effect before a drain but that the next one is short.
    package func hurry() {
        let wake = state.withLock { state in
            state.isHurried = true
            return state.wake
        }
        wake?()
    }

    var isHurried: Bool { state.withLock(\.isHurried) }

    /// - Parameter wake: wakes the task that waits for the drain.
    func attach(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wake = wake }
    }
}
