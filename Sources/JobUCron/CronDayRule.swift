/// Which days match: day-of-month and day-of-week, and how they go together.
struct CronDayRule: Hashable, Sendable {
    /// What a day-of-month field says besides numbers.
    enum MonthEnd: Hashable, Sendable {
        case none
        /// `L`, alone or in a list.
        case last
        /// `L-k`: k days before the last.
        case before(Int)
        /// `LW`: the last Monday to Friday.
        case lastWorkday
        /// `nW`: the Monday to Friday nearest to day n, inside the month; nothing when the month has no day n.
        case workday(Int)
    }

    /// Bits 1 to 31.
    var daysOfMonth: CronField
    var monthEnd: MonthEnd
    /// Bits 0 (Sunday) to 6.
    var daysOfWeek: CronField
    /// `d#n` as bit `7 * (n - 1) + d`; `dL` as bit `35 + d`.
    var ordinals: UInt64
    /// Whether one of the two fields is enough.
    var isUnion = false

    /// The matching days of a month as bits 1 to 31.
    /// - Parameter firstWeekday: the weekday of day 1; 0 is Sunday.
    func days(length: Int, firstWeekday: Int) -> UInt64 {
        let all: UInt64 = (2 << UInt64(length)) - 2
        var byDate = daysOfMonth.bits & all
        if monthEnd != .none { byDate |= monthEndBit(length: length, firstWeekday: firstWeekday) }
        // Six copies of the week, cut so that bit 1 is the first of the month.
        var byWeekday = ((daysOfWeek.bits &* 0x8_1020_4081) >> UInt64(firstWeekday)) << 1
        if ordinals != 0 { byWeekday |= ordinalBits(length: length, firstWeekday: firstWeekday) }
        return (isUnion ? byDate | byWeekday : byDate & byWeekday) & all
    }

    /// The matching days of a month that is known by its first day.
    func days(month: Int, leap: Bool, firstDay: Int) -> UInt64 {
        days(length: CronCalendar.length(ofMonth: month, leap: leap), firstWeekday: CronCalendar.weekday(ofDay: firstDay))
    }

    private func monthEndBit(length: Int, firstWeekday: Int) -> UInt64 {
        switch monthEnd {
        case .none: 0
        case .last: 1 << UInt64(length)
        case .before(let days): length > days ? 1 << UInt64(length - days) : 0
        case .lastWorkday: workdayBit(near: length, length: length, firstWeekday: firstWeekday)
        case .workday(let day): day <= length ? workdayBit(near: day, length: length, firstWeekday: firstWeekday) : 0
        }
    }

    private func workdayBit(near day: Int, length: Int, firstWeekday: Int) -> UInt64 {
        let workday =
            switch (firstWeekday + day - 1) % 7 {
            case 6: day > 1 ? day - 1 : 3
            case 0: day < length ? day + 1 : day - 2
            default: day
            }
        return 1 << UInt64(workday)
    }

    private func ordinalBits(length: Int, firstWeekday: Int) -> UInt64 {
        var days: UInt64 = 0
        for week in 0..<5 {
            days |= turned(ordinals >> UInt64(7 * week), by: firstWeekday) << UInt64(7 * week + 1)
        }
        return days | turned(ordinals >> 35, by: (firstWeekday + length) % 7) << UInt64(length - 6)
    }

    /// The lowest seven bits of `week`, so that bit 0 is the weekday `first`.
    private func turned(_ week: UInt64, by first: Int) -> UInt64 {
        let week = week & 0x7F
        return (week | week << 7) >> UInt64(first) & 0x7F
    }
}

extension CronDayRule {
    /// Whether any day of the given months and years matches. Exact: 14 kinds of year are all there are, and each occurs
    /// in every 28 years in a row that hold no 1900 or 2100, so in 1970 to 2199 too.
    func everMatches(months: CronField, years: CronYears?) -> Bool {
        guard let years else {
            return (0..<7).contains { weekday in
                matches(months, firstWeekday: weekday, leap: true) || matches(months, firstWeekday: weekday, leap: false)
            }
        }
        return years.values.contains { year in
            let firstWeekday = CronCalendar.weekday(ofDay: CronCalendar.day(year: year, month: 1, day: 1))
            return matches(months, firstWeekday: firstWeekday, leap: CronCalendar.isLeap(year))
        }
    }

    private func matches(_ months: CronField, firstWeekday: Int, leap: Bool) -> Bool {
        var weekday = firstWeekday
        for month in 1...12 {
            let length = CronCalendar.length(ofMonth: month, leap: leap)
            if months.contains(month), days(length: length, firstWeekday: weekday) != 0 { return true }
            weekday = (weekday + length) % 7
        }
        return false
    }
}
