/// The search on the clock on the wall. Local times are seconds since 1970-01-01T00:00 on that clock. Days first, then the
/// time of day: the search visits months, never minutes.
extension CronExpression {
    /// The first matching local time not before `local`; nil past 2199.
    func firstLocal(from local: Int64) -> Int64? {
        let local = max(local, 0)
        let today = Int(local / CronCalendar.secondsPerDay)
        guard let day = firstDay(from: today) else { return nil }
        if day > today { return Int64(day) * CronCalendar.secondsPerDay + Int64(firstTime) }
        if let time = firstTime(from: Int(local % CronCalendar.secondsPerDay)) {
            return Int64(day) * CronCalendar.secondsPerDay + Int64(time)
        }
        return firstDay(from: today + 1).map { Int64($0) * CronCalendar.secondsPerDay + Int64(firstTime) }
    }

    /// The last matching local time not after `local`; nil before 1970.
    func lastLocal(through local: Int64) -> Int64? {
        let local = min(local, Int64(CronCalendar.dayLimit) * CronCalendar.secondsPerDay - 1)
        guard local >= 0 else { return nil }
        let today = Int(local / CronCalendar.secondsPerDay)
        guard let day = lastDay(through: today) else { return nil }
        if day < today { return Int64(day) * CronCalendar.secondsPerDay + Int64(lastTime) }
        if let time = lastTime(through: Int(local % CronCalendar.secondsPerDay)) {
            return Int64(day) * CronCalendar.secondsPerDay + Int64(time)
        }
        return lastDay(through: today - 1).map { Int64($0) * CronCalendar.secondsPerDay + Int64(lastTime) }
    }
}

// Times of day, in seconds from 00:00.
extension CronExpression {
    var firstTime: Int { hours.lowest * 3600 + minutes.lowest * 60 + seconds.lowest }
    var lastTime: Int { hours.highest * 3600 + minutes.highest * 60 + seconds.highest }

    private func firstTime(from time: Int) -> Int? {
        let hour = time / 3600
        let minute = time / 60 % 60
        if hours.contains(hour) {
            if minutes.contains(minute), let second = seconds.first(from: time % 60) { return hour * 3600 + minute * 60 + second }
            if let minute = minutes.first(from: minute + 1) { return hour * 3600 + minute * 60 + seconds.lowest }
        }
        return hours.first(from: hour + 1).map { $0 * 3600 + minutes.lowest * 60 + seconds.lowest }
    }

    private func lastTime(through time: Int) -> Int? {
        let hour = time / 3600
        let minute = time / 60 % 60
        if hours.contains(hour) {
            if minutes.contains(minute), let second = seconds.last(through: time % 60) { return hour * 3600 + minute * 60 + second }
            if minute > 0, let minute = minutes.last(through: minute - 1) { return hour * 3600 + minute * 60 + seconds.highest }
        }
        guard hour > 0 else { return nil }
        return hours.last(through: hour - 1).map { $0 * 3600 + minutes.highest * 60 + seconds.highest }
    }
}

// Days, counted from 1970-01-01. At most 230 years of 12 months are visited.
extension CronExpression {
    func firstDay(from day: Int) -> Int? {
        guard day < CronCalendar.dayLimit else { return nil }
        var (year, month, dayOfMonth) = CronCalendar.date(ofDay: day)
        var firstOfMonth = day - dayOfMonth + 1
        while true {
            if months.contains(month), years?.contains(year) != false {
                let found = daysOfMonth(month, year, firstOfMonth) & (~0 << UInt64(dayOfMonth))
                if found != 0 { return firstOfMonth + found.trailingZeroBitCount - 1 }
            }
            dayOfMonth = 1
            if let next = months.first(from: month + 1) {
                firstOfMonth = CronCalendar.day(year: year, month: next, day: 1)
                month = next
            } else {
                year += 1
                month = months.lowest
                firstOfMonth = CronCalendar.day(year: year, month: month, day: 1)
            }
            if firstOfMonth >= CronCalendar.dayLimit { return nil }
        }
    }

    func lastDay(through day: Int) -> Int? {
        guard day >= 0 else { return nil }
        var (year, month, dayOfMonth) = CronCalendar.date(ofDay: day)
        var firstOfMonth = day - dayOfMonth + 1
        while true {
            if months.contains(month), years?.contains(year) != false {
                let found = daysOfMonth(month, year, firstOfMonth) & ((2 << UInt64(dayOfMonth)) - 1)
                if found != 0 { return firstOfMonth + 62 - found.leadingZeroBitCount }
            }
            dayOfMonth = 31
            if let previous = months.last(through: month - 1) {
                month = previous
            } else {
                year -= 1
                month = months.highest
            }
            if year < 1970 { return nil }
            firstOfMonth = CronCalendar.day(year: year, month: month, day: 1)
        }
    }

    private func daysOfMonth(_ month: Int, _ year: Int, _ firstDay: Int) -> UInt64 {
        days.days(month: month, leap: CronCalendar.isLeap(year), firstDay: firstDay)
    }
}
