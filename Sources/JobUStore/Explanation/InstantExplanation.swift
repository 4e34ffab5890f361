package import JobUModel

/// Why a cron did, or did not, run at an instant. Pure: it reads neither clock nor store.
package struct InstantExplanation: Sendable, Equatable {
    package enum Verdict: String, Sendable, CaseIterable {
        case ran, running, waiting, skipped, planned, disabled, overdue
        case notScheduled = "not_scheduled"
        /// The instant has passed and left nothing behind.
        case noTrace = "no_trace"
    }

    /// What is known, for whoever puts it in words.
    package enum Reason: Sendable, Equatable {
        /// It ended; `delay` from its instant to the start of its last attempt, nil where it never started.
        case ended(JobExecution, delay: Duration?)
        case running(JobExecution)
        case waiting(JobExecution, WaitingReason)
        case skipped(JobExecution)
        case planned
        case willBeDisabled(reason: String?)
        case disabled(reason: String?)
        case overdue(by: Duration)
        case madeLater(Timestamp)
        case changedLater(Timestamp)
        case removed
        case outsideBounds
        case notNamed(expression: String, zone: String, next: Timestamp?)
    }

    package var reason: Reason

    init(_ reason: Reason) {
        self.reason = reason
    }

    /// - Throws: `CronParseError` or `CronZoneError` for a row that was edited by hand.
    package init(_ facts: InstantFacts) throws {
        try self.init(facts, schedule: CronJobSchedule(facts.cron.definition))
    }

    /// - Parameter schedule: the cron's own, for whoever asks about many instants.
    /// - Throws: as above.
    package init(_ facts: InstantFacts, schedule: CronJobSchedule) throws {
        guard let run = facts.execution else {
            reason = try Self.absence(facts, schedule)
            return
        }
        switch run.status {
        case .pending, .retry: reason = .waiting(run, WaitingReason(run, facts))
        case .running: reason = .running(run)
        case .skipped: reason = .skipped(run)
        case .success, .failed, .timeout, .cancelled: reason = .ended(run, delay: run.startedAt.map { max(.zero, $0 - run.scheduledTime) })
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
        }
    }

    private static func absence(_ facts: InstantFacts, _ schedule: CronJobSchedule) throws -> Reason {
        let (cron, definition) = (facts.cron, facts.cron.definition)
        let before = Timestamp(microseconds: facts.instant.microseconds - 1)
        guard schedule.next(after: before) == facts.instant else { return try notScheduled(facts, schedule, before) }
        if facts.instant > facts.now { return definition.isEnabled ? .planned : .willBeDisabled(reason: definition.pauseReason) }
        if let next = cron.nextRunAt, next <= facts.instant { return .overdue(by: facts.now - facts.instant) }
        if facts.instant < cron.createdAt { return .madeLater(cron.createdAt) }
        guard definition.isEnabled else { return .disabled(reason: definition.pauseReason) }
        return cron.updatedAt > facts.instant ? .changedLater(cron.updatedAt) : .removed
    }

    private static func notScheduled(_ facts: InstantFacts, _ schedule: CronJobSchedule, _ before: Timestamp) throws -> Reason {
        var unbounded = facts.cron.definition
        (unbounded.startAt, unbounded.endAt) = (nil, nil)
        if try CronJobSchedule(unbounded).next(after: before) == facts.instant { return .outsideBounds }
        return .notNamed(expression: unbounded.cronExpression, zone: unbounded.timeZone, next: schedule.next(after: facts.instant))
    }
}
