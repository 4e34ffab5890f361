/// Why a cron did, or did not, run at an instant. Pure: it reads neither clock nor store.
package struct InstantExplanation: Sendable, Equatable {
    package enum Verdict: String, Sendable, CaseIterable {
        case ran, running, waiting, skipped, planned, disabled, overdue
        case notScheduled = "not_scheduled"
        /// The instant has passed and left nothing behind.
        case noTrace = "no_trace"
        /// The schedule cannot be read, or the cron is due at a wrong time.
        case broken
    }

    /// What is known, for whoever puts it in words.
    package enum Reason: Sendable, Equatable {
        /// It ended; `delay` from its instant to the start of its last attempt, nil where it never started.
        case ended(Execution, delay: Duration?)
        case running(Execution)
        case waiting(Execution, WaitingReason)
        case skipped(Execution)
        case planned
        case willBeDisabled(reason: String?)
        case disabled(reason: String?)
        case overdue(by: Duration)
        case madeLater(Timestamp)
        case changedLater(Timestamp)
        case removed
        case outsideBounds
        /// The cron would not fire then; a dispatcher mends that.
        case broken(ScheduleFault)
        case notNamed(expression: String, zone: String, next: Timestamp?)
    }

    package var reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    /// An execution explains its instant whatever the schedule is; where there is none, a schedule that cannot be read does.
    package init(_ facts: InstantFacts) {
        do {
            self.init(facts, schedule: try CronJobSchedule(facts.cron.definition))
        } catch {
            self.init(facts.execution.map { Self.fate(of: $0, facts) } ?? .broken(.unreadable(ScheduleProblem(error))))
        }
    }

    /// - Parameter schedule: the cron's own, for whoever asks about many instants.
    package init(_ facts: InstantFacts, schedule: CronJobSchedule) {
        reason = facts.execution.map { Self.fate(of: $0, facts) } ?? Self.absence(facts, schedule)
    }

    private static func fate(of execution: Execution, _ facts: InstantFacts) -> Reason {
        switch execution.status {
        case .pending, .retry: .waiting(execution, WaitingReason(execution, facts))
        case .running: .running(execution)
        case .skipped: .skipped(execution)
        case .success, .failed, .timeout, .cancelled:
            .ended(execution, delay: execution.startedAt.map { max(.zero, $0 - execution.scheduledTime) })
        }
    }

    package var verdict: Verdict {
        switch reason {
        case .ended: .ran
        case .running: .running
        case .waiting: .waiting
        case .skipped: .skipped
        case .planned: .planned
        case .willBeDisabled, .disabled: .disabled
        case .overdue: .overdue
        case .madeLater, .changedLater, .removed: .noTrace
        case .outsideBounds, .notNamed: .notScheduled
        case .broken: .broken
        }
    }

    private static func absence(_ facts: InstantFacts, _ schedule: CronJobSchedule) -> Reason {
        let (cron, definition) = (facts.cron, facts.cron.definition)
        let before = Timestamp(microseconds: facts.instant.microseconds - 1)
        guard schedule.next(after: before) == facts.instant else { return notScheduled(facts, schedule, before) }
        if let fault = ScheduleFault(of: cron, now: facts.now), fault.passesOver(facts) { return .broken(fault) }
        if facts.instant > facts.now { return definition.isEnabled ? .planned : .willBeDisabled(reason: definition.pauseReason) }
        if let next = cron.nextRunAt, next <= facts.instant { return .overdue(by: facts.now - facts.instant) }
        if facts.instant < cron.createdAt { return .madeLater(cron.createdAt) }
        guard definition.isEnabled else { return .disabled(reason: definition.pauseReason) }
        return cron.updatedAt > facts.instant ? .changedLater(cron.updatedAt) : .removed
    }

    private static func notScheduled(_ facts: InstantFacts, _ schedule: CronJobSchedule, _ before: Timestamp) -> Reason {
        let definition = facts.cron.definition
        if schedule.unbounded.next(after: before) == facts.instant { return .outsideBounds }
        return .notNamed(
            expression: definition.cronExpression, zone: definition.timeZone, next: schedule.next(after: facts.instant))
    }
}

extension ScheduleFault {
    /// Whether it is the reason why nothing fires, or has fired, at an instant without an execution.
    fileprivate func passesOver(_ facts: InstantFacts) -> Bool {
        // How long it has been so is not known; older instants may have been pruned.
        let since = max(min(facts.cron.updatedAt, facts.now), facts.now - CronJobSchedule.missedMax)
        switch self {
        case .unreadable, .unusable: return true
        case .neverDue: return facts.instant > since
        case .dueTooLate(let stored, _): return facts.instant > since && facts.instant < stored
        case .refused(let since, _): return facts.instant >= since && facts.instant <= facts.now
        case .overdue: return false
        }
    }
}
