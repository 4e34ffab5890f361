import JobUModel
import JobUStore
import Synchronization

struct StoreAway: Error {}

/// A store of crons in memory whose answers a test can spoil. Each look of the dispatcher is reported in `looks`.
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
    /// Yields whenever the dispatcher has asked for the next due time, or has got an error.
    let looks: AsyncStream<Void>
    private let looked: AsyncStream<Void>.Continuation

    init(_ due: [DueCronJob] = []) {
        let crons = due.enumerated().map { position, due in
            var due = due
            due.cron.id = CronJobID(rawValue: Int64(position))
            return (due.cron.id, due)
        }
        state = Mutex(State(due: Dictionary(crons) { first, _ in first }))
        (looks, looked) = AsyncStream.makeStream()
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
        defer { looked.yield() }
        return state.withLock { $0.due.values.map(\.dueAt).min() }
    }

    func dispatchDue(
        now: Timestamp, limit: Int, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan
    ) async throws -> DispatchResult {
        do {
            return try state.withLock { state in
                if state.failures > 0 {
                    state.failures -= 1
                    throw StoreAway()
                }
                return state.dispatch(now: now, limit: limit, plan)
            }
        } catch {
            looked.yield()
            throw error
        }
    }
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
