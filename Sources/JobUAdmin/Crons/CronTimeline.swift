import JobUModel
import JobUStore

/// A page of a cron's instants with what became of each, latest first. Its work does not depend on how often the cron runs.
struct CronTimeline {
    let cron: CronJob
    let now: Timestamp
    private let instants: [Timestamp]
    private let anchor: Timestamp
    private let schedule: CronJobSchedule

    private static let (rowsMax, aheadShown, executionsMax) = (30, 5, 60)

    struct Row: Sendable {
        var instant: Timestamp
        var explanation: InstantExplanation
        var execution: Execution?
    }

    /// - Parameter anchor: the latest instant shown; nil for a few ahead of now.
    init(cron: CronJob, schedule: CronJobSchedule, now: Timestamp, anchor: Timestamp?) {
        self.cron = cron
        self.schedule = schedule
        self.now = now
        self.anchor = anchor ?? schedule.next(Self.aheadShown, after: now).last ?? now
        let instants = schedule.instants(upTo: self.anchor, count: Self.rowsMax)
        // The first one before the cron was made says so for all of them, unless the page begins there.
        let made = self.anchor < cron.createdAt ? nil : instants.firstIndex { $0 < cron.createdAt }
        self.instants = made.map { Array(instants[...$0]) } ?? instants
    }

    /// Where the next page back in time begins; nil where there is nothing before.
    var earlier: Timestamp? { instants.last.flatMap { schedule.previous(before: $0) } }

    /// The same forth in time.
    var later: Timestamp? { schedule.next(Self.rowsMax, after: anchor).last }

    /// Runs by hand stand between the instants of the expression.
    func rows(in store: any AdminStore) async throws -> [Row] {
        let from = instants.last ?? anchor - .seconds(86_400)
        let executions = try await store.executions(
            of: cron.id, from: from, to: Timestamp(microseconds: anchor.microseconds + 1), limit: Self.executionsMax)
        // Where there are more runs than are read, nothing is said of instants before them.
        let known = executions.count == Self.executionsMax ? executions.last?.scheduledTime ?? from : from
        let all = Set(instants.filter { $0 >= known }).union(executions.map(\.scheduledTime)).sorted(by: >)
        return try await store.facts(of: cron, at: all, executions: executions, now: now).map { facts in
            Row(instant: facts.instant, explanation: InstantExplanation(facts, schedule: schedule), execution: facts.execution)
        }
    }
}

/// The same as a table.
struct InstantRows {
    let rows: [CronTimeline.Row]
    let frame: PageFrame
    let now: Timestamp

    var view: [View] {
        let words = ExplanationText(texts: frame.texts, zone: frame.zone, now: now)
        let firstPast = rows.firstIndex { $0.instant <= now }
        return rows.enumerated().map { index, row in
            let verdict = row.explanation.verdict
            let isEnded = verdict == .ran
            let delay = row.execution.flatMap { execution in execution.startedAt.map { $0 - execution.scheduledTime } } ?? .zero
            return [
                "divider": index == firstPast && index > 0, "instant": Show.time(row.instant),
                "chip": isEnded ? row.execution?.status.rawValue ?? "" : frame.texts["verdict_\(verdict.rawValue)"],
                "chip_class": isEnded ? row.execution.map { Show.statusClass($0.status) } ?? "" : "s-\(verdict.rawValue)",
                "late": isEnded && delay > .seconds(60), "text": words.text(row.explanation),
                "by_hand": row.execution.map { $0.trigger != .cron && $0.trigger != .backfill } ?? false,
                "job": row.execution?.id.description ?? false,
            ]
        }
    }
}
