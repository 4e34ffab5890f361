import JobUModel

/// Why a cron did, or did not, run at an instant. Pure: it reads neither clock nor store.
package struct InstantExplanation: Sendable, Equatable {
    package enum Verdict: String, Sendable, CaseIterable {
        case ran, running, waiting, skipped, planned, disabled, overdue
        case notScheduled = "not_scheduled"
        /// The instant has passed and left nothing behind.
        case noTrace = "no_trace"
    }

    package var verdict: Verdict
    package var text: String

    init(_ verdict: Verdict, _ text: String) {
        self.verdict = verdict
        self.text = text
    }

    /// - Throws: `CronParseError` or `CronZoneError` for a row that was edited by hand.
    package init(_ facts: InstantFacts) throws {
        if let run = facts.execution {
            self = run.status.isWaiting ? .init(.waiting, WaitingReason.text(run, facts)) : Self.explain(run)
        } else {
            self = try Self.explainAbsence(facts)
        }
    }

    private static func explain(_ run: JobExecution) -> InstantExplanation {
        let late = run.startedAt.map { max(0, ($0 - run.scheduledTime).inSeconds) } ?? 0
        let lateness = late < 1 ? "on time" : "\(WaitingReason.seconds(late)) after its instant"
        switch run.status {
        case .skipped:
            return .init(.skipped, "it was skipped: \(run.errorMessage ?? "no reason was stored") (job \(run.id))")
        case .running:
            return .init(.running, "attempt \(run.attempt) runs since \(run.startedAt?.description ?? "-") (job \(run.id))")
        default:
            let attempts = run.attempt == 1 ? "" : " at attempt \(run.attempt)"
            let why = run.errorMessage.map { ": \($0)" } ?? ""
            guard run.startedAt != nil else { return .init(.ran, "it ended as \(run.status.rawValue)\(why) (job \(run.id))") }
            return .init(.ran, "its last attempt began \(lateness); it ended as \(run.status.rawValue)\(attempts)\(why) (job \(run.id))")
        }
    }

    private static func explainAbsence(_ facts: InstantFacts) throws -> InstantExplanation {
        let (cron, definition) = (facts.cron, facts.cron.definition)
        let before = Timestamp(microseconds: facts.instant.microseconds - 1)
        let schedule = try CronJobSchedule(definition)
        guard schedule.next(after: before) == facts.instant else { return try notScheduled(facts, before) }
        if facts.instant > facts.now {
            guard definition.isEnabled else { return .init(.disabled, "it will not run: the cron is disabled\(reason(definition))") }
            return .init(.planned, "it will run then")
        }
        if let next = cron.nextRunAt, next <= facts.instant {
            let late = WaitingReason.seconds((facts.now - facts.instant).inSeconds)
            return .init(.overdue, "it has been due for \(late) and no dispatcher has taken it; is one running? (jobu run dispatcher)")
        }
        if facts.instant < cron.createdAt { return .init(.noTrace, "the cron was made later, at \(cron.createdAt)") }
        guard definition.isEnabled else { return .init(.disabled, "the cron is disabled\(reason(definition))") }
        if cron.updatedAt > facts.instant {
            return .init(
                .noTrace,
                "nothing is stored; the cron was changed later, at \(cron.updatedAt), and may have been disabled or scheduled otherwise")
        }
        return .init(
            .noTrace,
            "nothing is stored: the row was removed by retention or by hand, or a SKIPPED row of a later instant stands for this one, too")
    }

    private static func notScheduled(_ facts: InstantFacts, _ before: Timestamp) throws -> InstantExplanation {
        var unbounded = facts.cron.definition
        (unbounded.startAt, unbounded.endAt) = (nil, nil)
        if try CronJobSchedule(unbounded).next(after: before) == facts.instant {
            return .init(.notScheduled, "the instant lies outside start_at and end_at of the cron")
        }
        let next = try CronJobSchedule(facts.cron.definition).next(after: facts.instant)
        return .init(
            .notScheduled,
            "'\(unbounded.cronExpression)' (\(unbounded.timeZone)) does not name this instant; the next one is "
                + (next?.description ?? "never"))
    }

    private static func reason(_ definition: CronJobDefinition) -> String {
        definition.pauseReason.map { ": \($0)" } ?? ""
    }
}
