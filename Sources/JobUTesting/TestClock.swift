import Synchronization

/// A clock that moves only when a test advances it.
///
/// A test waits for a sleeping task, then advances the clock:
/// ```swift
/// try await clock.sleepers(count: 1)
/// clock.advance(by: .seconds(10))
/// ```
/// Safe to use from any number of tasks.
public final class TestClock: Clock {
    /// A point on this clock, counted from its creation.
    public struct Instant: InstantProtocol {
        /// The time since the clock's creation.
        public var elapsed: Duration

        /// Creates the point `elapsed` after the clock's creation.
        public init(elapsed: Duration) {
            self.elapsed = elapsed
        }

        /// Returns the point `duration` later.
        public func advanced(by duration: Duration) -> Instant {
            Instant(elapsed: elapsed + duration)
        }

        /// Returns the time from here to `other`.
        public func duration(to other: Instant) -> Duration {
            other.elapsed - elapsed
        }

        /// Returns whether `left` is earlier.
        public static func < (left: Instant, right: Instant) -> Bool {
            left.elapsed < right.elapsed
        }
    }

    private typealias Waiting = CheckedContinuation<Void, any Error>

    private struct State {
        var now = Instant(elapsed: .zero)
        var nextID = 0
        /// The sleeping tasks, by the number of their call.
        var sleepers: [Int: (deadline: Instant, waiting: Waiting)] = [:]
        /// The tests that wait for sleepers, by the number of their call.
        var watchers: [Int: (count: Int, waiting: Waiting)] = [:]

        mutating func newID() -> Int {
            nextID += 1
            return nextID
        }

        mutating func removeSleepersDue() -> [Waiting] {
            let due = sleepers.filter { $0.value.deadline <= now }
            for id in due.keys { sleepers[id] = nil }
            return due.sorted { ($0.value.deadline, $0.key) < ($1.value.deadline, $1.key) }.map(\.value.waiting)
        }

        mutating func removeWatchersSatisfied() -> [Waiting] {
            let satisfied = watchers.filter { $0.value.count <= sleepers.count }
            for id in satisfied.keys { watchers[id] = nil }
            return satisfied.values.map(\.waiting)
        }
    }

    private let state = Mutex(State())

    /// Creates a clock at zero.
    public init() {}

    /// The current point.
    public var now: Instant { state.withLock(\.now) }

    /// The total time the clock was advanced.
    public var elapsed: Duration { now.elapsed }

    /// One nanosecond.
    public var minimumResolution: Duration { .nanoseconds(1) }

    /// Returns when the clock reaches `deadline`.
    /// - Throws: `CancellationError`, at once when the task is cancelled.
    public func sleep(until deadline: Instant, tolerance: Duration? = nil) async throws {
        let id = state.withLock { $0.newID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiting: Waiting) in
                // Checked under the lock: a later cancellation finds the sleeper in the table.
                let (ending, woken) = state.withLock { state -> (Result<Void, any Error>?, [Waiting]) in
                    if Task.isCancelled { return (.failure(CancellationError()), []) }
                    if deadline <= state.now { return (.success(()), []) }
                    state.sleepers[id] = (deadline, waiting)
                    return (nil, state.removeWatchersSatisfied())
                }
                if let ending { waiting.resume(with: ending) }
                for watcher in woken { watcher.resume() }
            }
        } onCancel: {
            state.withLock { $0.sleepers.removeValue(forKey: id) }?.waiting.resume(throwing: CancellationError())
        }
    }

    /// Advances the clock and wakes the sleepers that are due, earliest first.
    public func advance(by duration: Duration) {
        move { $0.advanced(by: duration) }
    }

    /// Advances the clock to a point; does nothing if the clock is there or later.
    public func advance(to instant: Instant) {
        move { max($0, instant) }
    }

    private func move(_ change: (Instant) -> Instant) {
        let woken = state.withLock { state in
            state.now = change(state.now)
            return state.removeSleepersDue()
        }
        for sleeper in woken { sleeper.resume() }
    }

    /// The wake-up time of the earliest sleeper; nil if there is none.
    public var nextDeadline: Instant? {
        state.withLock { state in state.sleepers.values.map(\.deadline).min() }
    }

    /// Returns when at least `count` tasks sleep on this clock.
    /// - Throws: `CancellationError`, at once when the task is cancelled.
    public func sleepers(count: Int) async throws {
        let id = state.withLock { $0.newID() }
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiting: Waiting) in
                let ending = state.withLock { state -> Result<Void, any Error>? in
                    if Task.isCancelled { return .failure(CancellationError()) }
                    if state.sleepers.count >= count { return .success(()) }
                    state.watchers[id] = (count, waiting)
                    return nil
                }
                if let ending { waiting.resume(with: ending) }
            }
        } onCancel: {
            state.withLock { $0.watchers.removeValue(forKey: id) }?.waiting.resume(throwing: CancellationError())
        }
    }
}
