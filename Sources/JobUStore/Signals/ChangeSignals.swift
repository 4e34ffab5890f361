import Synchronization

/// Tells services that the store may hold something new, so that none has to poll for it.
///
/// A notification means "something changed, look" and carries no data; those that arrive while the listener is busy are coalesced.
/// The store notifies after its own commits; a watcher of the engine notifies after those of other processes.
/// Services wait with a `listener`; server-sent events read the stream of `listen`.
package final class ChangeSignals: Sendable {
    package enum Topic: String, Sendable, CaseIterable {
        /// A cron was created or changed: the dispatcher looks.
        case schedules
        /// An execution became claimable: workers look.
        case executions
        /// A cancellation was requested: workers check.
        case cancellations
        /// Anything a page may show has changed.
        case pages
    }

    private struct State {
        var nextID = 0
        var listeners: [Int: Listener] = [:]
    }

    private struct Listener {
        var topics: Set<Topic>
        var includesRemote: Bool
        var wake: @Sendable () -> Void
    }

    private let state = Mutex(State())

    package init() {}

    /// A stream that yields once, as soon as possible, after one or more notifications. It ends for good when a task that
    /// reads it is cancelled; a service that waits with a deadline uses `listener` instead.
    package func listen(to topics: Set<Topic>) -> AsyncStream<Void> {
        let (stream, continuation) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
        let id = add(topics) { continuation.yield() }
        continuation.onTermination = { [weak self] _ in self?.remove(id) }
        return stream
    }

    /// Wakes the listeners of these topics.
    /// - Parameter isOwn: whether this process made the change; only such changes are published.
    package func notify(_ topics: Set<Topic> = Set(Topic.allCases), isLocal: Bool = true) {
        let woken = state.withLock { state in
            state.listeners.values.filter { !$0.topics.isDisjoint(with: topics) && (isLocal || $0.includesRemote) }.map(\.wake)
        }
        for wake in woken { wake() }
    }

    /// Calls `wake` at every notification of these topics until `remove` is called with the returned number.
    func add(_ topics: Set<Topic>, includesRemote: Bool = true, wake: @escaping @Sendable () -> Void) -> Int {
        state.withLock { state in
            state.nextID += 1
            state.listeners[state.nextID] = Listener(topics: topics, includesRemote: includesRemote, wake: wake)
            return state.nextID
        }
    }

    func remove(_ id: Int) {
        state.withLock { _ = $0.listeners.removeValue(forKey: id) }
    }
}
