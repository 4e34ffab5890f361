import Testing
@testable import JobUCron

/// `L`, `W` and `#` against a plain reading of the calendar, day by day over 28 years.
struct DayExtensionTests {
    private static let first = CronCalendar.day(year: 2000, month: 1, day: 1)
    private static let last = CronCalendar.day(year: 2027, month: 12, day: 31)

    private func check(_ text: String, dayMatch: CronDayMatch = .vixie, _ holds: (CivilDate, _ length: Int) -> Bool) throws {
        let expression = try CronExpression(text, dayMatch: dayMatch)
        let expected = (Self.first...Self.last).filter { day in
            let date = CivilDate(days: day)
            return holds(date, CivilDate.length(date.year, date.month))
        }
        let found = expression.instants(after: Int64(Self.first) * 86_400 - 1, in: .utc)
            .prefix { $0 < Int64(Self.last + 1) * 86_400 }.map { Int($0 / 86_400) }
        #expect(Array(found) == expected, "\(text)")
    }

    /// The Monday to Friday nearest to a day inside the month.
    private func workday(near day: Int, _ date: CivilDate, _ length: Int) -> Int? {
        guard day <= length else { return nil }
        let candidates = (1...length).filter { candidate in
            let weekday = (date.weekday + candidate - date.day + 35) % 7
            return 1...5 ~= weekday
        }
        return candidates.min { abs($0 - day) < abs($1 - day) }
    }

    @Test("ends of months")
    func ends() throws {
        try check("0 0 L * *") { $0.day == $1 }
        try check("0 0 L-3 * *") { $0.day == $1 - 3 }
        try check("0 0 L-30 * *") { $0.day == $1 - 30 }
        try check("0 0 1,15,L * *") { [1, 15, $1].contains($0.day) }
        try check("0 0 LW * *") { date, length in date.day == workday(near: length, date, length) }
    }

    @Test("the weekday nearest to a day", arguments: [1, 2, 15, 28, 29, 30, 31])
    func workdays(day: Int) throws {
        try check("0 0 \(day)W * *") { date, length in date.day == workday(near: day, date, length) }
    }

    @Test("the n-th and the last weekday of the month")
    func ordinals() throws {
        try check("0 0 * * MON#1") { date, _ in date.weekday == 1 && date.day <= 7 }
        try check("0 0 * * 7#5") { date, _ in date.weekday == 0 && date.day > 28 }
        try check("0 0 * * FRIL") { $0.weekday == 5 && $0.day + 7 > $1 }
        try check("0 0 * * L2") { $0.weekday == 2 && $0.day + 7 > $1 }
        try check("0 0 * * MON#1,FRI,2#L") { date, length in
            (date.weekday == 1 && date.day <= 7) || date.weekday == 5 || (date.weekday == 2 && date.day + 7 > length)
        }
    }

    @Test("with the other day field restricted one is enough, or both are asked for")
    func combined() throws {
        try check("0 0 1-7 * MON#1") { date, _ in date.day <= 7 }
        try check("0 0 L * 5") { $0.day == $1 || $0.weekday == 5 }
        try check("0 0 15W * 3") { date, length in date.day == workday(near: 15, date, length) || date.weekday == 3 }
        try check("0 0 LW * FRIL", dayMatch: .and) { date, length in
            date.day == workday(near: length, date, length) && date.weekday == 5 && date.day + 7 > length
        }
        try check("0 0 */2 * MON#2") { date, _ in date.day % 2 == 1 && date.weekday == 1 && 8...14 ~= date.day }
    }
}
