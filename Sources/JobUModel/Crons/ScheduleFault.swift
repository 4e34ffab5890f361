package import JobUCron

/// Why a cron does not fire when its schedule says so. Pure: it reads neither clock nor store.
package enum ScheduleFault: Sendable, Equatable {
    /// This process cannot read the expression or the zone; another one may.
    case unreadable(ScheduleProblem)
    /// A column of its row has a value that no process can use.
    case unusable(ColumnProblem)
    /// It is enabled and has a next instant, and no `next_run_at`.
    case neverDue(next: Timestamp)
    /// `next_run_at` is later than the next instant: it was written while a clock was ahead.
    case dueTooLate(stored: Timestamp, next: Timestamp)
    /// The database refuses to store its executions: it has been due since then, and is tried again and again.
    case refused(since: Timestamp, because: String)
    /// No dispatcher has dispatched it since then.
    case overdue(since: Timestamp)

    /// How far the clocks of two dispatchers may lie apart: an instant that one has dispatched may still be ahead of the other.
    package static let skewMax = Duration.seconds(5)
    /// A dispatcher that is busy is late, too; this is more.
    package static let overdueAfter = Duration.seconds(120)

    /// What is wrong with a cron at `now`; nil when nothing is.
    /// - Parameter reading: reads the schedule; tests plant a process that cannot.
    package init?(
        of cron: CronJob, now: Timestamp,
        reading: (CronJobDefinition) throws -> CronJobSchedule = { try CronJobSchedule($0) }
    ) {
        if let problem = cron.unusable {
            self = .unusable(problem)
            return
        }
        let schedule: CronJobSchedule
        do {
            schedule = try reading(cron.definition)
        } catch {
            self = .unreadable(ScheduleProblem(error))
            return
        }
        guard cron.definition.isEnabled else { return nil }
        guard let stored = cron.nextRunAt else {
            guard let next = schedule.next(after: now) else { return nil }
            self = .neverDue(next: next)
            return
        }
        if let refusal = cron.refusal, stored <= now {
            self = .refused(since: stored, because: refusal)
        } else if stored <= now - Self.overdueAfter {
            self = .overdue(since: stored)
        } else if let settled = schedule.next(after: now + Self.skewMax), stored > settled, let next = schedule.next(after: now) {
            self = .dueTooLate(stored: stored, next: next)
        } else {
            return nil
        }
    }

    /// Whether a dispatcher that can read the schedule mends it by writing `next_run_at`.
    package var isRepairable: Bool {
        switch self {
        case .neverDue, .dueTooLate: true
        case .unreadable, .unusable, .refused, .overdue: false
        }
    }

    /// What is wrong, and what to do or to expect.
    package func text(in language: CronLanguage) -> String {
        let isKorean = language == .korean
        switch self {
        case .unreadable(let problem):
            return isKorean
                ? "이 프로세스는 스케줄을 읽을 수 없습니다. 읽을 수 있는 디스패처만 실행합니다: \(problem.text(in: language))"
                : "this process cannot read the schedule; only a dispatcher that can read it fires the cron: \(problem.text(in: language))"
        case .unusable(let problem):
            return isKorean ? "행의 값을 쓸 수 없어 실행되지 않습니다: \(problem)" : "it does not fire until its row is corrected: \(problem)"
        case .neverDue(let next):
            return isKorean
                ? "다음 실행 시각이 없습니다. 디스패처가 \(next)(으)로 곧 복구합니다"
                : "it has no next run time; a dispatcher restores it soon, to \(next)"
        case .dueTooLate(let stored, let next):
            return isKorean
                ? "시계가 앞서 있을 때 저장되어 다음 실행이 \(stored)입니다. 디스패처가 \(next)(으)로 곧 복구합니다"
                : "its next run time \(stored) was stored while a clock was ahead; a dispatcher restores it soon, to \(next)"
        case .refused(let since, let words):
            return isKorean
                ? "\(since)부터 데이터베이스가 이 크론의 실행을 저장하지 못하게 거부합니다. 디스패처가 1분마다 다시 시도합니다: \(words)"
                : "it has been due since \(since) and the database refuses to store its executions; a dispatcher retries every minute: "
                    + words
        case .overdue(let since):
            return isKorean
                ? "\(since)부터 실행 시각이 지났지만 디스패처가 실행하지 않았습니다. 디스패처가 실행 중인지, 시간대 데이터가 있는지 확인하세요"
                : "it has been due since \(since) and no dispatcher has dispatched it; check that one runs (jobu run dispatcher), and that it "
                    + "has time zone data"
        }
    }
}

/// What keeps a schedule from being read, in both languages.
package struct ScheduleProblem: Error, Sendable, Equatable, CustomStringConvertible {
    private let english: String
    private let korean: String

    package init(_ error: any Error) {
        switch error {
        case let error as CronParseError:
            (english, korean) = (error.description, "\(error.message(in: .korean)) – \(error.hint(in: .korean))")
        case let error as CronZoneError:
            (english, korean) = (error.description, "\(error.message(in: .korean)) – \(error.hint(in: .korean))")
        default: (english, korean) = ("\(error)", "\(error)")
        }
    }

    package func text(in language: CronLanguage) -> String { language == .korean ? korean : english }

    package var description: String { english }
}
