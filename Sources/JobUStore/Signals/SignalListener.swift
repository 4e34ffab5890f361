import Synchronization

/// Why a wait ended.
package enum SignalWait: Sendable, Equatable {
    /// Somebody rang since the last wait.
    case notified
    /// Nobody rang in time.
    case deadline
}

extension ChangeSignals {
    /// A listener for a service's loop. It hears from now on, also while nobody waits: make it before the first look
    /// at the store, and nothing is missed.
    /// - Parameter hearsOthers: false to receive only this process's changes.
    package func listener(to topics: Set<Topic>, includesRemote: Bool = true) -> SignalListener {
        SignalListener(self, topics, includesRemote: includesRemote)
    }
}

/// Keeps one notification until the next wait. It stops listening when it is released.
///
/// A wait that was cancelled or ran into its deadline takes nothing away: a ring it did not report is reported by the
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

    /// Wakes this listener alone.
    package func notify() {
        latch.notify()
    }

    /// Returns at once if there was a notification since the last wait, otherwise at the next one or after `timeout`.
    /// A service that shall also stop on graceful shutdown runs its loop inside `cancelWhenGracefulShutdown`.
    /// - Parameters:
    ///   - timeout: counted from now; nil for none.
    ///   - clock: measures `timeout`.
    /// - Throws: `CancellationError`, at once when the task is cancelled.
    package func wait(for timeout: Duration?, clock: any Clock<Duration>) async throws -> SignalWait {
        try Task.checkCancellation()
        if latch.takeNotification() { return .notified }
        let first = try await firstEvent(timeout, clock)
        // The ring is taken here alone, so that one which came together with the deadline is not lost with its task.
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

/// One pending notification and the tasks that wait for it.
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

    /// Returns whether there was a notification since the last call.
    func takeNotification() -> Bool {
        state.withLock { state in
            defer { state.isNotified = false }
            return state.isNotified
        }
    }

    /// Returns when there is a notification, and keeps it.
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
