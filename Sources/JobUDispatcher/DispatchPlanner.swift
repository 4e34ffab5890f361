import JobUCron
package import JobUModel
package import JobUStore

/// Decides what becomes of a due cron. Pure: it reads neither clock nor store.
///
/// The instants from `dueAt` to `now` become executions or are dropped, in two steps:
/// 1. *Misfire.* An instant that is later than the cron's grace is a misfire. `fire_once` runs the newest misfire, and only
///    where no instant is on time; `skip` runs none; `catch_up` runs the newest `misfire_limit`. All that are on time run.
/// 2. *Overlap.* `allow` and `queue` keep the executions of step 1. `skip` drops them all while an earlier one is unfinished;
///    `cancel_running` has the earlier one cancelled. Both keep one execution of a plan: the newest. Several instants in one plan
///    mean that the dispatcher was late, and late work is collapsed onto its newest instant everywhere.
///
/// What is dropped is stored as SKIPPED with its reason.
package enum DispatchPlanner {
    /// Executions of one plan that are on time, and as many misfires. Older ones are dropped as if they were late.
    static let executionsMax = 1_000
    /// The maximum number of SKIPPED rows per plan. The oldest counts the earlier instants it covers.
    static let skippedRowsMax = 100
    /// Dropped misfires are counted up to here; beyond it a reason says "at least".
    static let countedMax = 500
    /// Keeps the arithmetic of a row that was edited by hand within bounds; the validator allows a day.
    private static let graceSecondsMax = 366 * 86_400

    /// - Parameters:
    ///   - now: the instant up to which the store looked for due crons.
    ///   - reading: reads the schedule.
    /// - Returns: executions in the order of their instants, and the first instant after `now`. A cron that is not due yet,
    ///   because the clock was set back, stays as it is; a disabled one is not due any more.
    /// - Throws: `CronParseError` or `CronZoneError`: this process cannot read the schedule. Leave the cron as it is: another one may have
    ///   the zone, or know the expression. `ColumnProblem`: a column was edited by hand; `planUnusable` says what to do then.
    package static func plan(
        _ due: DueCronJob, now: Timestamp, reading: (CronJobDefinition) throws -> CronJobSchedule = { try CronJobSchedule($0) }
    ) throws -> DispatchPlan {
        let definition = due.cron.definition
        if due.dueAt <= now, let problem = due.cron.unusable { throw problem }
        guard definition.isEnabled else { return DispatchPlan(executions: [], nextRunAt: nil) }
        guard due.dueAt <= now else { return DispatchPlan(executions: [], nextRunAt: due.dueAt) }
        let schedule = try reading(definition)

        let misfires = afterMisfires(due, schedule, now: now)
        let overlap = afterOverlap(misfires.fired, due)
        let dropped = limited(overlap.dropped + misfires.dropped)
        let executions =
            overlap.fired.map { NewExecution(of: due.cron, at: $0, trigger: .cron) }
            + dropped.map { NewExecution(of: due.cron, at: $0.instant, trigger: .cron, skipReason: $0.reason) }
        return DispatchPlan(
            executions: executions.sorted { $0.scheduledTime < $1.scheduledTime },
            nextRunAt: schedule.next(after: now),
            cancelsUnfinished: definition.overlapPolicy == .cancelRunning && due.hasUnfinishedExecution && !overlap.fired.isEmpty)
    }

    /// The plan for a cron with a column that no process can use: the instant is SKIPPED with the reason, and the cron is not due again
    /// until its row is corrected.
    package static func planUnusable(_ due: DueCronJob, because problem: ColumnProblem) -> DispatchPlan {
        DispatchPlan(
            executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron, skipReason: "the cron cannot be used: \(problem)")],
            nextRunAt: nil)
    }

    // MARK: - Steps; all lists are newest first

    private struct Dropped {
        var instant: Timestamp
        var reason: String
    }

    private static func afterMisfires(
        _ due: DueCronJob, _ schedule: CronJobSchedule, now: Timestamp
    ) -> (fired: [Timestamp], dropped: [Dropped]) {
        let definition = due.cron.definition
        let grace = min(max(0, definition.misfireGraceSeconds), graceSecondsMax)
        var instants = DueInstants(of: schedule, from: due.dueAt, upTo: min(now, definition.endAt ?? now))
        // In whole seconds, as instants are: a grace of zero is kept by a dispatcher that needs some milliseconds.
        var fired = instants.take(executionsMax, notBefore: Timestamp(epochSeconds: now.epochSeconds - Int64(grace)))
        switch definition.misfirePolicy {
        case .fireOnce: fired += instants.take(fired.isEmpty ? 1 : 0)
        case .skip: break
        case .catchUp: fired += instants.take(min(definition.misfireLimit, executionsMax))
        }
        let late = instants.take(countedMax)
        let reason = misfireReason(definition, dropped: late.count)
        return (fired, late.map { Dropped(instant: $0, reason: reason) })
    }

    private static func misfireReason(_ definition: CronJobDefinition, dropped: Int) -> String {
        let instants = (dropped < countedMax ? "" : "at least ") + (dropped == 1 ? "1 instant" : "\(dropped) instants")
        let why =
            switch definition.misfirePolicy {
            case .fireOnce: "covered by a newer job: \(instants)"
            case .skip: "late by more than \(definition.misfireGraceSeconds) s: \(instants)"
            case .catchUp: "older than the newest \(definition.misfireLimit): \(instants)"
            }
        return "misfire policy \(definition.misfirePolicy.rawValue): \(why)"
    }

    private static func afterOverlap(_ fired: [Timestamp], _ due: DueCronJob) -> (fired: [Timestamp], dropped: [Dropped]) {
        guard let newest = fired.first else { return ([], []) }
        let policy = due.cron.definition.overlapPolicy
        let prefix = "overlap policy \(policy.rawValue): "
        switch policy {
        case .allow, .queue:
            return (fired, [])
        case .skip where due.hasUnfinishedExecution:
            return ([], fired.map { Dropped(instant: $0, reason: prefix + "an earlier job was unfinished") })
        case .skip, .cancelRunning:
            let reason = prefix + "the newer scheduled time \(newest) was also due"
            return ([newest], fired.dropFirst().map { Dropped(instant: $0, reason: reason) })
        }
    }

    /// As many drops as are stored; the oldest of them stands for those that are not.
    private static func limited(_ dropped: [Dropped]) -> [Dropped] {
        var rows = Array(dropped.prefix(skippedRowsMax))
        let more = dropped.count - rows.count
        if more > 0 {
            let atLeast = more < countedMax - skippedRowsMax ? "" : "at least "
            rows[rows.count - 1].reason += "; this row also covers \(atLeast)\(more) earlier ones"
        }
        return rows
    }
}
