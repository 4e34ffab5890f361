extension CronExpression {
    /// The shortest regular way to write this expression: numbers instead of names, runs as ranges, letters in upper case,
    /// macros as fields, one blank between fields. Reading it with the same options gives an equal expression.
    public var canonicalText: String {
        if isReboot { return "@reboot" }
        let clock = [minutes.text(.minute), hours.text(.hour)]
        let date = [days.dayOfMonthText, months.text(.month), days.dayOfWeekText]
        let second = hasSeconds ? [seconds.text(.second)] : []
        let year = years.map { [CronField.runs($0.values)] } ?? []
        let fields =
            switch dialect {
            case .standard: clock + date + second
            // A year is the seventh field, so that the sixth must be there.
            case .standardWithYear: clock + date + (year.isEmpty ? second : [seconds.text(.second)]) + year
            case .secondsFirst, .secondsFirstWithYear: second + clock + date + year
            }
        return fields.joined(separator: " ")
    }
}

extension CronField {
    fileprivate func text(_ name: CronFieldName) -> String {
        let low = name.range.lowerBound
        guard hasStar else { return Self.runs(values) }
        let step = starStep(name)
        let rest = CronField(bits: bits & ~Self.bits(low, name.last, step: step), hasStar: false)
        let star = step == 1 ? "*" : "*/\(step)"
        return rest.bits == 0 ? star : star + "," + Self.runs(rest.values)
    }

    /// The smallest step from the first value of the field on whose values all belong to the set.
    func starStep(_ name: CronFieldName) -> Int {
        let low = name.range.lowerBound
        let width = name.last - low + 1
        return (1...width).first { step in Self.bits(low, name.last, step: step) & ~bits == 0 } ?? width
    }

    /// `1-5`, `0-20/5` or a list of values and ranges.
    static func runs(_ values: [Int]) -> String {
        if values.count > 2, let first = values.first, let last = values.last {
            let step = values[1] - first
            let isRegular = zip(values, values.dropFirst()).allSatisfy { $1 - $0 == step }
            if isRegular { return step == 1 ? "\(first)-\(last)" : "\(first)-\(last)/\(step)" }
        }
        var runs: [ClosedRange<Int>] = []
        for value in values {
            if let last = runs.last, last.upperBound + 1 == value {
                runs[runs.count - 1] = last.lowerBound...value
            } else {
                runs.append(value...value)
            }
        }
        return runs.map { run in
            switch run.count {
            case 1: "\(run.lowerBound)"
            case 2: "\(run.lowerBound),\(run.upperBound)"
            default: "\(run.lowerBound)-\(run.upperBound)"
            }
        }.joined(separator: ",")
    }
}

extension CronDayRule {
    fileprivate var dayOfMonthText: String {
        let numbers = daysOfMonth.bits == 0 ? [] : [daysOfMonth.text(.dayOfMonth)]
        let end: [String] =
            switch monthEnd {
            case .none: []
            case .last: ["L"]
            case .before(let days): ["L-\(days)"]
            case .lastWorkday: ["LW"]
            case .workday(let day): ["\(day)W"]
            }
        return (numbers + end).joined(separator: ",")
    }

    fileprivate var dayOfWeekText: String {
        let numbers = daysOfWeek.bits == 0 ? [] : [daysOfWeek.text(.dayOfWeek)]
        let ordinals = ordinalDays.map { day, week in week.map { "\(day)#\($0)" } ?? "\(day)L" }
        return (numbers + ordinals).joined(separator: ",")
    }

    /// Weekday and week of `d#n`; no week for `dL`.
    var ordinalDays: [(day: Int, week: Int?)] {
        let bits = CronField(bits: ordinals, hasStar: false).values
        return bits.map { bit in
            let week: Int? = bit < 35 ? bit / 7 + 1 : nil
            return (bit % 7, week)
        }
    }
}
