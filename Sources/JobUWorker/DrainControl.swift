import Synchronization

/// Cuts the drain of a worker short: it cancels and releases what runs at once, not only after `shutdownTimeout`.
package final class DrainControl: Sendable {
    private struct State {
        var isCutShort = false
        var wake: (@Sendable () -> Void)?
    }

    private let state = Mutex(State())

    package init() {}

    /// Ends the drain that goes on; before a drain, makes the next one short.
    package func cutShort() {
        let wake = state.withLock { state in
            state.isCutShort = true
            return state.wake
        }
        wake?()
    }

    var isCutShort: Bool { state.withLock(\.isCutShort) }

    /// - Parameter wake: wakes the task that waits for the drain.
    func attach(_ wake: @escaping @Sendable () -> Void) {
        state.withLock { $0.wake = wake }
    }
}
