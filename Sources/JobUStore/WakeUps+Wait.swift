import Synchronization

/// Why a wait ended.
package enum WakeUp: Sendable, Equatable {
    /// Somebody rang since the last wait.
    case rung
    /// Nobody rang in time.
    case deadline
}

extension WakeUps {
    /// A listener for a service's loop. It hears from now on, also while nobody waits: make it before the first look
    /// at the store, and nothing is missed.
    /// - Parameter hearsOthers: false to hear of what this process does only.
    package func listener(to topics: Set<Topic>, hearsOthers: Bool = true) -> WakeUpListener {
        WakeUpListener(self, topics, hearsOthers: hearsOthers)
    }
}

/// Remembers one ring until somebody waits for it. It stops listening when it is released.
///
/// A wait that was cancelled or ran into its deadline takes nothing away: a ring it did not report is reported by the
/// next one.
package final class WakeUpListener: Sendable {
    private let wakeUps: WakeUps
    private let id: Int
    private let bell = Bell()

    fileprivate init(_ wakeUps: WakeUps, _ topics: Set<WakeUps.Topic>, hearsOthers: Bool) {
        self.wakeUps = wakeUps
        id = wakeUps.add(topics, hearsOthers: hearsOthers) { [bell] in bell.ring() }
    }

    deinit {
        wakeUps.remove(id)
    }

    /// Wakes this listener alone.
    package func ring() {
        bell.ring()
    }

    /// Returns at once if somebody rang since the last wait, otherwise at the next ring or after `timeout`.
    /// A service that shall also stop on graceful shutdown runs its loop inside `cancelWhenGracefulShutdown`.
    /// - Parameters:
    ///   - timeout: counted from now; nil to wait for a ring alone.
    ///   - clock: measures `timeout`.
    /// - Throws: `CancellationError`, at once when the task is cancelled.
    package func wait(for timeout: Duration?, clock: any Clock<Duration>) async throws -> WakeUp {
        try Task.checkCancellation()
        if bell.takeRing() { return .rung }
        let first = try await firstEvent(timeout, clock)
        // The ring is taken here alone, so that one which came together with the deadline is not lost with its task.
        return bell.takeRing() ? .rung : first
    }

    private func firstEvent(_ timeout: Duration?, _ clock: any Clock<Duration>) async throws -> WakeUp {
        guard let timeout else {
            try await bell.waitForRing()
            return .rung
        }
        return try await withThrowingTaskGroup(of: WakeUp.self) { group in
            defer { group.cancelAll() }
            group.addTask { [bell] in
                try await bell.waitForRing()
                return .rung
            }
            group.addTask {
                try await clock.sleep(for: timeout)
                return .deadline
            }
            return try await group.next() ?? .deadline
        }
    }
}

/// One ring that stays until it is taken, and those who wait for it.
private final class Bell: Sendable {
    private typealias Waiter = CheckedContinuation<Void, any Error>

    private struct State {
        var isRung = false
        var nextID = 0
        var waiters: [Int: Waiter] = [:]
    }

    private let state = Mutex(State())

    func ring() {
        let woken = state.withLock { state in
            state.isRung = true
            defer { state.waiters = [:] }
            return state.waiters
        }
        for waiter in woken.values { waiter.resume() }
    }

    /// Whether somebody rang since the last call.
    func takeRing() -> Bool {
        state.withLock { state in
            defer { state.isRung = false }
            return state.isRung
        }
    }

    /// Returns as soon as there is a ring, and leaves it there.
    func waitForRing() async throws {
        let id = state.withLock { state in
            state.nextID += 1
            return state.nextID
        }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                // Looked at under the lock: a cancellation later than this finds the waiter in the table.
                let ending = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.isRung { return .success(()) }
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
