import JobUModel
import JobUStore
import JobUTesting
import Synchronization

struct StoreAway: Error {}

/// A store of crons in memory whose answers a test can spoil.
final class FakeDispatchStore: DispatchStore {
    fileprivate struct State {
        var due: [CronJobID: DueCronJob] = [:]
        var executions: [NewExecution] = []
        /// Batches asked for, with the crons that each returned.
        var batches: [Int] = []
        var failures = 0
        var isHeld = false
    }

    private let state: Mutex<State>
    private let clock: TestClock
    /// Yields whenever the dispatcher has got an answer after which it rests: nothing is due, or held, or an error.
    let rests: AsyncStream<Void>
    private let rest: AsyncStream<Void>.Continuation

    /// - Parameter clock: stood at zero at midnight.
    init(_ due: [DueCronJob] = [], clock: TestClock) {
        self.clock = clock
        let crons = due.enumerated().map { position, due in
            var due = due
            due.cron.id = CronJobID(rawValue: Int64(position))
            return (due.cron.id, due)
        }
        state = Mutex(State(due: Dictionary(crons) { first, _ in first }))
        (rests, rest) = AsyncStream.makeStream()
    }

    var executions: [NewExecution] { state.withLock(\.executions) }
    var batches: [Int] { state.withLock(\.batches) }

    /// Lets that many calls fail from now on.
    func fail(_ calls: Int) {
        state.withLock { $0.failures = calls }
    }

    /// Leaves due crons over from now on, as if another dispatcher held them.
    func hold() {
        state.withLock { $0.isHeld = true }
    }

    func add(_ due: DueCronJob) {
        state.withLock { $0.due[due.cron.id] = due }
    }

    func nextDueTime() async throws -> Timestamp? {
        try failIfTold()
        let due = state.withLock { $0.due.values.map(\.dueAt).min() }
        if due ?? .distantFuture > midnight + clock.elapsed { rest.yield() }
        return due
    }

    func dispatchDue(
        now: Timestamp, limit: Int, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan
    ) async throws -> DispatchResult {
        try failIfTold()
        let result = state.withLock { $0.dispatch(now: now, limit: limit, plan) }
        if result.crons == 0 { rest.yield() }
        return result
    }

    private func failIfTold() throws {
        let fails = state.withLock { state in
            defer { state.failures = max(0, state.failures - 1) }
            return state.failures > 0
        }
        guard fails else { return }
        rest.yield()
        throw StoreAway()
    }
}

extension Timestamp {
    fileprivate static let distantFuture = Timestamp(microseconds: .max)
}

extension FakeDispatchStore.State {
    fileprivate mutating func dispatch(now: Timestamp, limit: Int, _ plan: (DueCronJob) -> DispatchPlan) -> DispatchResult {
        let taken = isHeld ? [] : due.values.filter { $0.dueAt <= now }.prefix(limit)
        for cron in taken {
            let plan = plan(cron)
            executions += plan.executions
            due[cron.cron.id]?.dueAt = plan.nextRunAt ?? now
            if plan.nextRunAt == nil { due[cron.cron.id] = nil }
        }
        batches.append(taken.count)
        return DispatchResult(crons: taken.count, created: taken.count)
    }
}
