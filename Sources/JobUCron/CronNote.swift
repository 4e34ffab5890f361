/// Something about a valid expression that often surprises people, or that other schedulers read differently.
public enum CronNote: Sendable, Hashable, CustomStringConvertible {
    /// `*/n` where n does not divide the cycle: the last distance is shorter.
    case unevenStep(CronFieldName, step: Int)
    /// Both day fields are restricted, and one of them is enough.
    case eitherDay
    /// A day field is `*/n` and the other is restricted: cron daemons ask for both, some libraries for one.
    case steppedDay
    /// `L`, `W`, `#`, seconds or a year: a plain crontab does not know them.
    case notPortable

    /// The note as a sentence.
    public func message(in language: CronLanguage) -> String {
        let text =
            switch self {
            case .unevenStep(let field, let step):
                CronText(
                    "*/\(step) in \(field.rawValue) begins anew in every cycle, so that the last distance is shorter",
                    "\(field.korean) 필드의 */\(step)은(는) 주기마다 처음부터 다시 시작하므로 마지막 간격이 더 짧습니다")
            case .eitherDay:
                CronText("a day matches when either day-of-month or day-of-week matches", "일과 요일 중 하나만 맞아도 실행됩니다")
            case .steppedDay:
                CronText(
                    "day-of-month and day-of-week must both match, because one starts with *; some libraries accept either",
                    "한 필드가 *로 시작하므로 일과 요일이 모두 맞아야 합니다. 하나만 맞아도 실행하는 라이브러리도 있습니다")
            case .notPortable:
                CronText("a plain crontab does not know this expression", "일반 crontab에서는 쓸 수 없는 표현식입니다")
            }
        return text(language)
    }

    /// The note in English.
    public var description: String { message(in: .english) }
}

extension CronExpression {
    /// What to tell the author of this expression; empty for most.
    public var notes: [CronNote] {
        guard !isReboot else { return [] }
        var notes: [CronNote] = []
        let fields: [(CronFieldName, CronField)] = [
            (.second, seconds), (.minute, minutes), (.hour, hours), (.dayOfMonth, days.daysOfMonth), (.month, months),
            (.dayOfWeek, days.daysOfWeek),
        ]
        for (name, field) in fields where field.hasStar {
            let step = field.starStep(name)
            let cycle = name.last - name.range.lowerBound + 1
            // Months differ in length, so that every step of days is uneven.
            if step > 1, name == .dayOfMonth || cycle % step != 0 { notes.append(.unevenStep(name, step: step)) }
        }
        let isAnyDate = days.daysOfMonth.bits == CronField.bits(1, 31)
        let isAnyWeekday = days.daysOfWeek.bits == 0x7F
        if days.isUnion {
            notes.append(.eitherDay)
        } else if !isAnyDate, !isAnyWeekday, dayMatch == .vixie {
            notes.append(.steppedDay)
        }
        if hasSeconds || years != nil || days.monthEnd != .none || days.ordinals != 0 { notes.append(.notPortable) }
        return notes
    }
}
