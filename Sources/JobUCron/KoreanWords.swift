/// An expression as a Korean phrase. Days come before times, and numerals take no particle.
struct KoreanWords {
    let shape: CronShape

    var sentence: String { [years, days, clock].filter { !$0.isEmpty }.joined(separator: " ") }

    private var clock: String {
        switch (shape.seconds, shape.clock) {
        case (.none, let clock): minutes(clock)
        case (.one, .times(let times)): minutes(.times(times))
        case (_, .everyMinutes(1, .all)): secondsAlone
        case (_, .times(let times)): times.map(shape.time).joined(separator: ", ") + "부터 1분 동안 " + secondsAlone
        case (_, let clock): minutes(clock) + ", 그 1분 동안 " + secondsAlone
        }
    }

    private var secondsAlone: String {
        switch shape.seconds {
        case .none: "0초"
        case .one(let second): "\(second)초"
        case .every(1): "매초"
        case .every(let step): "\(step)초마다"
        case .runs(let runs): list(runs, "초")
        }
    }

    private func minutes(_ clock: CronShape.Clock) -> String {
        switch clock {
        case .times(let times): return times.map(shape.time).joined(separator: ", ")
        case .everyMinutes(let step, let hours): return within(hours) + (step == 1 ? "1분마다" : "\(step)분마다")
        case .minutes(let minutes, let hours):
            let minute = minutes == [0...0] ? "정각" : list(minutes, "분")
            switch hours {
            case .all: return "매시간 " + minute
            case .every(let step): return "\(step)시간마다 " + minute
            case .runs(let runs): return list(runs, "시") + " " + minute
            }
        }
    }

    private func within(_ hours: CronShape.Hours) -> String {
        switch hours {
        case .all: ""
        case .every(let step): "\(step)시간마다 그 1시간 동안 "
        case .runs(let runs):
            runs.map { "\(CronShape.pad($0.lowerBound)):00~\(CronShape.pad($0.upperBound)):59" }.joined(separator: ", ") + "에 "
        }
    }

    private var days: String {
        let months = list(shape.months, "월")
        let inMonths = months.isEmpty ? "" : months + " "
        let monthly = months.isEmpty ? "매월" : months
        // The months hold for both kinds of days.
        let together = months.isEmpty ? "매월" : months + " 중"
        switch shape.days {
        case .every: return months.isEmpty ? (saysWhenAlready ? "" : "매일") : inMonths + "매일"
        case .ofMonth: return "\(monthly) \(daysOfMonth)"
        case .ofWeek: return (shape.expression.days.ordinals == 0 ? inMonths : monthly + " ") + daysOfWeek
        case .either: return "\(together) \(daysOfMonth) 또는 \(daysOfWeek)"
        case .both: return "\(together) \(daysOfMonth)이면서 \(daysOfWeek)인 날"
        }
    }

    /// `5분마다` needs no `매일` before it; `02:00` does.
    private var saysWhenAlready: Bool {
        if case .times = shape.clock { return false }
        return true
    }

    private var daysOfMonth: String {
        switch shape.expression.days.monthEnd {
        case .lastWorkday: return "마지막 평일"
        case .before(let days): return "마지막 날의 \(days)일 전"
        case .workday(let day): return "\(day)일에 가장 가까운 평일"
        case .none, .last: break
        }
        let last = shape.expression.days.monthEnd == .last ? ["마지막 날"] : []
        return (shape.daysOfMonth.map { text($0, "일") } + last).joined(separator: "·")
    }

    private var daysOfWeek: String {
        let names = shape.weekdays.map { run in
            run.count == 1 ? Self.weekdays[run.lowerBound % 7] : Self.weekdays[run.lowerBound % 7] + "~" + Self.weekdays[run.upperBound % 7]
        }.joined(separator: "·")
        let ordinals = shape.expression.days.ordinalDays.map { day, week in
            "\(week.map { Self.weeks[$0 - 1] } ?? "마지막") \(Self.weekdays[day])요일"
        }
        return ((names.isEmpty ? [] : [names + "요일"]) + ordinals).joined(separator: "·")
    }

    private var years: String { list(shape.years, "년") }

    private func list(_ runs: [ClosedRange<Int>], _ unit: String) -> String { runs.map { text($0, unit) }.joined(separator: "·") }

    private func text(_ run: ClosedRange<Int>, _ unit: String) -> String {
        run.count == 1 ? "\(run.lowerBound)\(unit)" : "\(run.lowerBound)~\(run.upperBound)\(unit)"
    }

    private static let weeks = ["첫째", "둘째", "셋째", "넷째", "다섯째"]
    private static let weekdays = ["일", "월", "화", "수", "목", "금", "토"]
}
