import Foundation

/// What a random expression was made from: sets, not text, so that the scanner never reads an expression.
struct PlainSchedule {
    struct Field {
        var text: String
        var values: Set<Int>
        var hasStar: Bool { text.hasPrefix("*") }
    }

    var minute: Field
    var hour: Field
    var dayOfMonth: Field
    var month: Field
    var dayOfWeek: Field

    var text: String { [minute, hour, dayOfMonth, month, dayOfWeek].map(\.text).joined(separator: " ") }
    var isWildcard: Bool { minute.hasStar || hour.hasStar }

    /// - Parameter local: minutes since 1970 on the local clock.
    func matches(_ local: Int, _ date: CivilDate) -> Bool {
        guard minute.values.contains(local % 60), hour.values.contains(local / 60 % 24), month.values.contains(date.month) else {
            return false
        }
        let (byDate, byWeekday) = (dayOfMonth.values.contains(date.day), dayOfWeek.values.contains(date.weekday))
        return dayOfMonth.hasStar || dayOfWeek.hasStar ? byDate && byWeekday : byDate || byWeekday
    }
}

/// A date, found by counting months from 1970: slow, and nothing like the engine's arithmetic.
struct CivilDate: Equatable {
    var year = 1970
    var month = 1
    var day: Int
    var weekday: Int

    init(days: Int) {
        weekday = (days + 4) % 7
        day = days + 1
        while day > Self.length(year, month) {
            day -= Self.length(year, month)
            (year, month) = month == 12 ? (year + 1, 1) : (year, month + 1)
        }
    }

    static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

/// A daemon with a simulated clock: it wakes at every minute, looks at the local clock, and remembers how far the local
/// clock has come. Knows nothing of transitions.
struct MinuteScanner {
    let schedule: PlainSchedule
    let zone: TimeZone

    /// All fires in `from ... through`, both whole minutes since 1970, UTC.
    func fires(from: Int, through: Int) -> [Int64] {
        var fires: [Int64] = []
        // Two days earlier, so that the daemon knows where the local clock stood before.
        var reached = local(from - 2 * 1440) - 1
        var (dayNumber, date) = (-1, CivilDate(days: 0))
        func matches(_ local: Int) -> Bool {
            if local / 1440 != dayNumber { (dayNumber, date) = (local / 1440, CivilDate(days: local / 1440)) }
            return schedule.matches(local, date)
        }
        for minute in (from - 2 * 1440)...through {
            let now = local(minute)
            var isDue = false
            if schedule.isWildcard {
                isDue = matches(now)
            } else if now > reached {
                let skipped = now - reached - 1
                isDue = (skipped > 0 && skipped <= 180 ? (reached + 1)...now : now...now).contains { matches($0) }
            }
            reached = max(reached, now)
            if isDue, minute >= from { fires.append(Int64(minute) * 60) }
        }
        return fires
    }

    private func local(_ minute: Int) -> Int {
        let seconds = zone.secondsFromGMT(for: Date(timeIntervalSince1970: Double(minute) * 60))
        return minute + Int((Double(seconds) / 60).rounded(.down))
    }
}
