extension CronExpression {
    /// The shortest time between two fires on the local clock, clock changes excluded: exact, over 400 years of dates.
    ///
    /// nil when the expression fires at most once, and for `@reboot`. A clock change can shorten it: a fixed-time schedule
    /// right after a gap, a wildcard one in a half-hour overlap.
    public var minimumInterval: Duration? {
        guard !isReboot else { return nil }
        let withinDay = shortestWithinDay
        let overnight = 86_400 + firstTime - lastTime
        // Days further apart than neighbours can only be of use when a day has a single fire.
        if let withinDay, withinDay <= overnight { return .seconds(withinDay) }
        let betweenDays = shortestDayDistance.map { $0 * 86_400 + firstTime - lastTime }
        return [withinDay, betweenDays].compactMap(\.self).min().map { .seconds($0) }
    }

    private var shortestWithinDay: Int? {
        let second = seconds.shortestStep
        let minute = minutes.shortestStep.map { $0 * 60 + seconds.lowest - seconds.highest }
        let hour = hours.shortestStep.map {
            $0 * 3600 + (minutes.lowest - minutes.highest) * 60 + seconds.lowest - seconds.highest
        }
        return [second, minute, hour].compactMap(\.self).min()
    }

    /// Days from one matching day to the next, at least.
    private var shortestDayDistance: Int? {
        // The calendar repeats after 400 years; with years given there are only those up to 2199.
        let years = years == nil ? 2000...2400 : CronFieldName.year.range
        var shortest: Int?
        var last: Int?
        for year in years where self.years?.contains(year) != false {
            for month in months.values {
                let firstDay = CronCalendar.day(year: year, month: month, day: 1)
                var rest = days.days(month: month, leap: CronCalendar.isLeap(year), firstDay: firstDay)
                while rest != 0 {
                    let day = firstDay + rest.trailingZeroBitCount
                    rest &= rest - 1
                    if let last { shortest = min(shortest ?? .max, day - last) }
                    if shortest == 1 { return 1 }
                    last = day
                }
            }
        }
        return shortest
    }
}

extension CronField {
    /// The smallest difference of two neighbours; nil when there is one value.
    fileprivate var shortestStep: Int? {
        let values = values
        return zip(values.dropFirst(), values).map { $0 - $1 }.min()
    }
}
