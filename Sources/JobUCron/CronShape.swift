/// What an expression says, sorted into the few shapes that a sentence can have; the same for every language.
struct CronShape {
    /// The hours of a day.
    enum Hours {
        case all
        /// 0, n, 2n, … where n divides 24.
        case every(Int)
        case runs([ClosedRange<Int>])
    }

    /// The minutes of a day.
    enum Clock {
        /// A handful of times of day, in minutes from 00:00.
        case times([Int])
        /// 0, n, 2n, … where n divides 60, in these hours.
        case everyMinutes(Int, Hours)
        case minutes([ClosedRange<Int>], Hours)
    }

    /// The seconds of each of these minutes.
    enum Seconds {
        /// Second 0: nothing to say.
        case none
        case one(Int)
        case every(Int)
        case runs([ClosedRange<Int>])
    }

    /// The days of these months.
    enum Days {
        case every
        case ofMonth
        case ofWeek
        case either
        case both
    }

    private static let timesMax = 6

    let expression: CronExpression

    var clock: Clock {
        let (minutes, hours) = (expression.minutes.values, expression.hours.values)
        if minutes.count * hours.count <= Self.timesMax, hours.count < 24 {
            return .times(hours.flatMap { hour in minutes.map { hour * 60 + $0 } })
        }
        if let step = Self.step(expression.minutes, cycle: 60) { return .everyMinutes(step, self.hours) }
        return .minutes(Self.runs(minutes), self.hours)
    }

    private var hours: Hours {
        guard let step = Self.step(expression.hours, cycle: 24) else { return .runs(Self.runs(expression.hours.values)) }
        return step == 1 ? .all : .every(step)
    }

    var seconds: Seconds {
        let values = expression.seconds.values
        if values.count == 1 { return values[0] == 0 ? .none : .one(values[0]) }
        return Self.step(expression.seconds, cycle: 60).map { .every($0) } ?? .runs(Self.runs(values))
    }

    var days: Days {
        let rule = expression.days
        let anyDay = rule.daysOfMonth.bits == CronField.bits(1, 31)
        let anyWeekday = rule.daysOfWeek.bits == 0x7F
        if rule.isUnion { return anyDay || anyWeekday ? .every : .either }
        if anyDay { return anyWeekday ? .every : .ofWeek }
        return anyWeekday ? .ofMonth : .both
    }

    var daysOfMonth: [ClosedRange<Int>] { Self.runs(expression.days.daysOfMonth.values) }

    /// Monday first, and Sunday as 7: weeks and weekends are read that way.
    var weekdays: [ClosedRange<Int>] {
        let bits = expression.days.daysOfWeek.bits
        return Self.runs((1...7).filter { bits >> UInt64($0 % 7) & 1 == 1 })
    }

    /// Months; empty when all.
    var months: [ClosedRange<Int>] {
        let values = expression.months.values
        return values.count == 12 ? [] : Self.runs(values)
    }

    /// Years; empty when all.
    var years: [ClosedRange<Int>] { expression.years.map { Self.runs($0.values) } ?? [] }

    /// The step of a field that is 0, n, 2n, … with n dividing the cycle; nil for all others and for 0 alone.
    private static func step(_ field: CronField, cycle: Int) -> Int? {
        let values = field.values
        guard values.count > 1, values[0] == 0, cycle % values[1] == 0 else { return nil }
        return field.bits == CronField.bits(0, cycle - 1, step: values[1]) ? values[1] : nil
    }

    /// Neighbours as ranges when there are three or more of them.
    private static func runs(_ values: [Int]) -> [ClosedRange<Int>] {
        var runs: [ClosedRange<Int>] = []
        for value in values {
            if let last = runs.last, last.upperBound + 1 == value {
                runs[runs.count - 1] = last.lowerBound...value
            } else {
                runs.append(value...value)
            }
        }
        return runs.flatMap { $0.count == 2 ? $0.map { $0...$0 } : [$0] }
    }

    /// `9` as `09`.
    static func pad(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }

    /// Minutes from 00:00 as `09:05`, with the second when there is one to say.
    func time(_ minutes: Int) -> String {
        let time = Self.pad(minutes / 60) + ":" + Self.pad(minutes % 60)
        if case .one(let second) = seconds { return time + ":" + Self.pad(second) }
        return time
    }
}
