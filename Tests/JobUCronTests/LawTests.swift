import Testing

@testable import JobUCron

/// What holds for every expression, zone and start.
struct LawTests {
    private static let zones = ["UTC", "America/New_York", "Australia/Lord_Howe", "Pacific/Apia", "Africa/Monrovia", "Antarctica/Vostok"]
    private static let texts = [
        "* * * * *", "*/15 2 * * *", "30 2 * * *", "0 0 29 2 1", "0 0 * * 1#5", "0 0 31W * *", "59 23 31 12 *", "0 */5 * * *", "0 0 L 2 *",
        "*/7 1-3 * * SUN", "0 0 * * * */20", "0 1,2 * * * 30", "0 0 L-30 * *", "5 4 * * 3L",
    ]

    @Test("the extremes of Int64 neither trap nor loop", arguments: texts)
    func extremes(text: String) throws {
        let expression = try CronExpression(text)
        for name in Self.zones {
            let zone = try CronZone(named: name)
            for instant in [Int64.min, .min + 1, -1 << 40, -1, 0, 1 << 40, .max - 1, .max] {
                if let next = expression.next(after: instant, in: zone) { #expect(next > instant) }
                if let previous = expression.previous(before: instant, in: zone) { #expect(previous < instant) }
                _ = expression.matches(instant, in: zone)
            }
            #expect(expression.next(after: .max, in: zone) == nil)
            #expect(expression.previous(before: .min, in: zone) == nil)
            #expect(expression.next(after: .min, in: zone) != nil)
            #expect(expression.previous(before: .max, in: zone) != nil)
        }
    }

    @Test("instants grow, and previous undoes next", arguments: zones)
    func inverse(name: String) throws {
        let zone = try CronZone(named: name)
        var random = SplitMix64(seed: 77)
        let changes = zone.table.segments.map(\.start).filter { $0 > 0 }
        for text in Self.texts {
            let expression = try CronExpression(text)
            for _ in 0..<40 {
                let near = changes.isEmpty || random.chance(30) ? Int64.random(in: 0...7_000_000_000, using: &random) : random.pick(changes)
                let start = near + Int64.random(in: -90_000...90_000, using: &random)
                let comment = Comment(rawValue: "\(text) in \(name) from \(start)")
                guard let next = expression.next(after: start, in: zone) else { continue }
                #expect(next > start, comment)
                #expect(expression.matches(next, in: zone), comment)
                #expect(expression.next(after: next - 1, in: zone) == next, comment)
                guard let later = expression.next(after: next, in: zone) else { continue }
                #expect(later > next, comment)
                #expect(expression.previous(before: later, in: zone) == next, comment)
                if let earlier = expression.previous(before: next, in: zone) { #expect(earlier <= start, comment) }
            }
        }
    }

    @Test("the search ends with 2199 and begins with 1970")
    func bounds() throws {
        let expression = try CronExpression("0 0 1 1 *")
        #expect(expression.next(after: -10_000_000_000, in: .utc) == 0)
        #expect(expression.previous(before: 0, in: .utc) == nil)
        #expect(expression.previous(before: .max, in: .utc) == 7_226_582_400)
        #expect(expression.next(after: 7_226_582_400, in: .utc) == nil)
    }

    @Test("the calendar agrees with counting months")
    func calendar() {
        for day in stride(from: 0, to: CronCalendar.dayLimit, by: 11) {
            let date = CronCalendar.date(ofDay: day)
            let counted = CivilDate(days: day)
            #expect(date == (counted.year, counted.month, counted.day))
            #expect(CronCalendar.day(year: date.year, month: date.month, day: date.day) == day)
            #expect(CronCalendar.weekday(ofDay: day) == counted.weekday)
        }
    }
}
