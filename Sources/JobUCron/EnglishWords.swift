/// An expression as an English sentence without a full stop.
struct EnglishWords {
    let shape: CronShape

    var sentence: String {
        let words = clock + days + months + years
        return words.prefix(1).uppercased() + words.dropFirst()
    }

    private var clock: String {
        switch (shape.seconds, shape.clock) {
        case (.none, let clock): minutes(clock)
        case (.one, .times(let times)): minutes(.times(times))
        case (_, .everyMinutes(1, .all)): secondsAlone
        case (_, .times(let times)): secondsAlone + " within " + list(times.map(shape.time))
        case (_, let clock): secondsAlone + " of these minutes: " + minutes(clock)
        }
    }

    private var secondsAlone: String {
        switch shape.seconds {
        case .none: "at second 0"
        case .one(let second): "at second \(second)"
        case .every(1): "every second"
        case .every(let step): "every \(step) seconds"
        case .runs(let runs): "at seconds \(numbers(runs))"
        }
    }

    private func minutes(_ clock: CronShape.Clock) -> String {
        switch clock {
        case .times(let times): return "at " + list(times.map(shape.time))
        case .everyMinutes(let step, let hours): return (step == 1 ? "every minute" : "every \(step) minutes") + within(hours)
        case .minutes(let minutes, let hours):
            let isFullHour = minutes == [0...0]
            switch hours {
            case .all: return isFullHour ? "every hour" : "at \(minuteWords(minutes)) of every hour"
            case .every(let step): return isFullHour ? "every \(step) hours" : "at \(minuteWords(minutes)) of every \(ordinal(step)) hour"
            case .runs(let runs):
                if isFullHour, runs.count == 1 {
                    return "every hour from \(CronShape.pad(runs[0].lowerBound)):00 through \(CronShape.pad(runs[0].upperBound)):00"
                }
                return "at \(minuteWords(minutes)) of the hours \(numbers(runs))"
            }
        }
    }

    private func within(_ hours: CronShape.Hours) -> String {
        switch hours {
        case .all: ""
        case .every(let step): " of every \(ordinal(step)) hour"
        case .runs(let runs):
            " from " + list(runs.map { "\(CronShape.pad($0.lowerBound)):00 through \(CronShape.pad($0.upperBound)):59" })
        }
    }

    private func minuteWords(_ minutes: [ClosedRange<Int>]) -> String {
        (minutes.count == 1 && minutes[0].count == 1 ? "minute " : "minutes ") + numbers(minutes)
    }

    private var days: String {
        switch shape.days {
        case .every: saysWhenAlready ? "" : " every day"
        case .ofMonth: " " + daysOfMonth
        case .ofWeek: isWeekRun ? ", " + weekdayNames : " " + daysOfWeek
        case .either: " \(daysOfMonth), or \(daysOfWeek)"
        case .both: " \(daysOfMonth) and only \(daysOfWeek)"
        }
    }

    /// `Every 5 minutes` needs no `every day` behind it; `At 02:00` does.
    private var saysWhenAlready: Bool {
        if case .times = shape.clock { return false }
        return true
    }

    private var daysOfMonth: String {
        switch shape.expression.days.monthEnd {
        case .lastWorkday: return "on the last weekday (Monday to Friday) of the month"
        case .before(let days):
            return days == 1 ? "1 day before the last day of the month" : "\(days) days before the last day of the month"
        case .workday(let day): return "on the weekday (Monday to Friday) nearest to day \(day) of the month"
        case .none, .last: break
        }
        let isLast = shape.expression.days.monthEnd == .last
        let runs = shape.daysOfMonth.map { text($0) }
        if runs.isEmpty { return "on the last day of the month" }
        let word = shape.daysOfMonth.contains { $0.count > 1 } ? "days" : "day"
        return "on \(word) \(list(runs + (isLast ? ["the last day"] : []))) of the month"
    }

    private var isWeekRun: Bool {
        shape.weekdays.count == 1 && shape.weekdays[0].count > 1 && shape.expression.days.ordinals == 0
    }

    private var weekdayNames: String { list(shape.weekdays.map { text($0) { Self.weekdays[$0 % 7] } }) }

    private var daysOfWeek: String {
        let ordinals = shape.expression.days.ordinalDays.map { day, week in
            "the \(week.map { Self.weeks[$0 - 1] } ?? "last") \(Self.weekdays[day]) of the month"
        }
        let names = shape.weekdays.map { text($0) { Self.weekdays[$0 % 7] } }
        return "on " + list(names + ordinals)
    }

    private var months: String {
        if shape.months.isEmpty { return "" }
        let names = list(shape.months.map { text($0) { Self.months[$0 - 1] } })
        // After two kinds of days a comma shows that the months hold for both.
        switch shape.days {
        case .either, .both: return ", in " + names
        case .every, .ofMonth, .ofWeek: return " in " + names
        }
    }

    private var years: String { shape.years.isEmpty ? "" : " in " + numbers(shape.years) }

    private func numbers(_ runs: [ClosedRange<Int>]) -> String { list(runs.map { text($0) }) }

    private func text(_ run: ClosedRange<Int>, _ name: (Int) -> String = { "\($0)" }) -> String {
        run.count == 1 ? name(run.lowerBound) : "\(name(run.lowerBound)) through \(name(run.upperBound))"
    }

    private func list(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return items.dropLast().joined(separator: ", ") + " and " + last
    }

    private func ordinal(_ number: Int) -> String {
        switch number {
        case 2: "2nd"
        case 3: "3rd"
        default: "\(number)th"
        }
    }

    private static let weeks = ["first", "second", "third", "fourth", "fifth"]
    private static let weekdays = ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"]
    private static let months = [
        "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December",
    ]
}
