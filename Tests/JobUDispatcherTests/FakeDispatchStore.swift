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
        /// Crons that the database refuses, and whether it lets that be noted.
        var refuses: [CronJobID: Bool] = [:]
        var refusedAt: [CronJobID: Timestamp] = [:]
        /// Pieces of crons that were looked at by an audit.
        var audits = 0
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
            due.cron.id = CronJobID(rawValue: Int64(position) + 1)
            return (due.cron.id, due)
        }
        state = Mutex(State(due: Dictionary(crons) { first, _ in first }))
        (rests, rest) = AsyncStream.makeStream()
    }

    var executions: [NewExecution] { state.withLock(\.executions) }
    var audits: Int { state.withLock(\.audits) }
    var due: [Timestamp] { state.withLock { $0.due.values.map(\.dueAt).sorted() } }
    var batches: [Int] { state.withLock(\.batches) }

    /// Lets that many calls fail from now on.
    func fail(_ calls: Int) {
        state.withLock { $0.failures = calls }
    }

    /// Leaves due crons over from now on, as if another dispatcher held them.
    func hold() {
        state.withLock { $0.isHeld = true }
    }

    /// Refuses executions of a cron from now on, or no longer.
    func refuse(_ cron: Int64, recording: Bool?) {
        state.withLock { $0.refuses[CronJobID(rawValue: cron)] = recording }
    }

    func add(_ due: DueCronJob) {
        state.withLock { $0.due[due.cron.id] = due }
    }

    func nextDueTime(now: Timestamp, except unreadable: UnreadableSchedules) async throws -> Timestamp? {
        try failIfTold()
        let due = state.withLock { $0.readable(unreadable, now).map(\.dueAt).min() }
        if due ?? .distantFuture > midnight + clock.elapsed { rest.yield() }
        return due
    }

    func dispatchDue(
        now: Timestamp, limit: Int, except unreadable: UnreadableSchedules, plan: @escaping @Sendable (DueCronJob) -> DispatchPlan?
    ) async throws -> DispatchResult {
        try failIfTold()
        let result = state.withLock { $0.dispatch(now: now, limit: limit, except: unreadable, plan) }
        if result.crons == 0, result.left == 0, result.refused.isEmpty { rest.yield() }
        return result
    }

    func enabledCronJobs(after: CronJobID, limit: Int) async throws -> CronJobPiece {
        let crons = state.withLock { state in
            state.audits += 1
            return state.due.values.map(\.cron).filter { $0.id.rawValue > after.rawValue }.sorted { $0.id.rawValue < $1.id.rawValue }
        }
        return CronJobPiece(crons: Array(crons.prefix(limit)), next: crons.count > limit ? crons[limit - 1].id : nil)
    }

    func repairSchedule(
        of cron: CronJob, now: Timestamp, next: @escaping @Sendable (StoredInstants) -> Timestamp?
    ) async throws -> Timestamp? {
        state.withLock { state in
            let instants = state.executions.filter { $0.cronJobID == cron.id }.map(\.scheduledTime)
            let instant = next(StoredInstants(last: instants.filter { $0 <= now }.max(), ahead: Set(instants.filter { $0 > now })))
            guard let instant else { return nil }
            state.due[cron.id]?.dueAt = instant
            state.due[cron.id]?.cron.nextRunAt = instant
            return instant
        }
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
    fileprivate func readable(_ unreadable: UnreadableSchedules, _ now: Timestamp) -> [DueCronJob] {
        due.values.filter { one in
            let definition = one.cron.definition
            let expression = UnreadableSchedules.Expression(text: definition.cronExpression, dayMatch: definition.dayMatch)
            if let refused = refusedAt[one.cron.id], now < refused + DispatchResult.refusalPause { return false }
            return !unreadable.crons.contains(one.cron.id) && !unreadable.zones.contains(definition.timeZone)
                && !unreadable.expressions.contains(expression)
        }
    }

    fileprivate mutating func dispatch(
        now: Timestamp, limit: Int, except unreadable: UnreadableSchedules, _ plan: (DueCronJob) -> DispatchPlan?
    ) -> DispatchResult {
        let taken = isHeld ? [] : readable(unreadable, now).filter { $0.dueAt <= now }.prefix(limit)
        var result = DispatchResult()
        for cron in taken {
            guard let plan = plan(cron) else {
                result.left += 1
                continue
            }
            if let isRecorded = refuses[cron.cron.id] {
                let isKnown = refusedAt[cron.cron.id] != nil
                if isRecorded { refusedAt[cron.cron.id] = now }
                result.refused.append(
                    RefusedCronJob(
                        id: cron.cron.id, name: cron.cron.definition.name, reason: "no", isKnown: isKnown, isRecorded: isRecorded))
                continue
            }
            result.crons += 1
            result.created += 1
            executions += plan.executions
            due[cron.cron.id]?.dueAt = plan.nextRunAt ?? now
            due[cron.cron.id]?.cron.nextRunAt = plan.nextRunAt
            if plan.nextRunAt == nil { due[cron.cron.id] = nil }
        }
        batches.append(taken.count)
        return result
    }
}
