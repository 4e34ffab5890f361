import Synchronization

/// Why a wait ended.
package enum SignalWait: Sendable, Equatable {
    /// A signal came since the last wait.
    case notified
    /// No signal came in time.
    case deadline
}

extension ChangeSignals {
    /// Returns a listener for a service's loop. It keeps signals from now on, also while nothing waits: create it before the first
    /// look at the store, and nothing is missed.
    /// - Parameter includesRemote: false for the changes of this process only.
    package func listener(to topics: Set<Topic>, includesRemote: Bool = true) -> SignalListener {
        SignalListener(self, topics, includesRemote: includesRemote)
    }
}

/// Keeps one signal until it is waited for. It stops listening when it is released.
///
/// A wait that is cancelled or reaches its deadline takes nothing away: a signal it did not report is reported by the
/// next one.
package final class SignalListener: Sendable {
    private let signals: ChangeSignals
    private let id: Int
    private let latch = Latch()

    fileprivate init(_ signals: ChangeSignals, _ topics: Set<ChangeSignals.Topic>, includesRemote: Bool) {
        self.signals = signals
        id = signals.add(topics, includesRemote: includesRemote) { [latch] in latch.notify() }
    }

    deinit {
        signals.remove(id)
    }

    /// Notifies this listener alone.
    package func notify() {
        latch.notify()
    }

    /// Returns at once if a signal came since the last wait, otherwise at the next signal or after `timeout`.
    /// A service that must also stop on graceful shutdown runs its loop inside `cancelWhenGracefulShutdown`.
    /// - Parameters:
    ///   - timeout: counted from now; nil to wait for a signal alone.
    ///   - clock: measures `timeout`.
    /// - Throws: `CancellationError`, at once when the task is cancelled.
    package func wait(for timeout: Duration?, clock: any Clock<Duration>) async throws -> SignalWait {
        try Task.checkCancellation()
        if latch.takeNotification() { return .notified }
        let first = try await firstEvent(timeout, clock)
        // The signal is taken here alone, so that one which came together with the deadline is not lost with its task.
        return latch.takeNotification() ? .notified : first
    }

    private func firstEvent(_ timeout: Duration?, _ clock: any Clock<Duration>) async throws -> SignalWait {
        guard let timeout else {
            try await latch.waitForNotification()
            return .notified
        }
        return try await withThrowingTaskGroup(of: SignalWait.self) { group in
            defer { group.cancelAll() }
            group.addTask { [latch] in
                try await latch.waitForNotification()
                return .notified
            }
            group.addTask {
                try await clock.sleep(for: timeout)
                return .deadline
            }
            return try await group.next() ?? .deadline
        }
    }
}

/// One signal that stays until it is taken, and the tasks that wait for it.
private final class Latch: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State {
        var isNotified = false
        var nextID = 0
        var waiters: [Int: Waiter] = [:]
    }

    private let state = Mutex(State())

    func notify() {
        let woken = state.withLock { state in
            state.isNotified = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in woken.values { waiter.resume() }
    }

    /// Returns whether a signal came since the last call.
    func takeNotification() -> Bool {
        state.withLock { state in
            defer { state.isNotified = false }
            return state.isNotified
        }
    }

    /// Returns as soon as there is a signal, and leaves it there.
    func waitForNotification() async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                // Looked at under the lock: a cancellation later than this finds the waiter in the table.
                let ending = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isNotified { return .success(()) }
                    state.waiters[id] = waiter
                    return nil
                }
                if let ending { waiter.resume(with: ending) }
            }
        } onCancel: {
            state.withLock { $0.waiters.removeValue(forKey: id) }?.resume(throwing: CancellationError())
        }
    }
}
