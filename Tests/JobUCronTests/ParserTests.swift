import JobUCron
import Testing

/// What is read, and as what.
struct ParserTests {
    @Test(
        "texts that mean the same have one canonical text",
        arguments: [
            ("*/15 9-17 * * MON-FRI", "*/15 9-17 * * 1-5"), ("  0\t0  1 1 *  ", "0 0 1 1 *"), ("05 00 01 jan sun", "5 0 1 1 0"),
            ("0 0 * * 7", "0 0 * * 0"), ("0 0 * * 0,7", "0 0 * * 0"), ("0 0 * * fri-Sun", "0 0 * * 0,5,6"),
            ("0 0 * * 5-7", "0 0 * * 0,5,6"),
            ("0 0 * * SUN-SUN", "0 0 * * 0"), ("0 0 * * MON-MON", "0 0 * * 1"), ("5-5 * * * *", "5 * * * *"),
            ("*/60 * * * *", "*/60 * * * *"),
            ("59/15 * * * *", "59 * * * *"), ("0 0 * * 1/2", "0 0 * * 1-5/2"), ("0 0 * * 7/2", "0 0 * * 0-6/2"),
            ("0 0 * * 0-7", "0 0 * * 0-6"),
            ("*/30,0 * * * *", "*/30 * * * *"), ("0 0 ? * ?", "0 0 * * *"), ("*,5 * * * *", "* * * * *"), ("5,* * * * *", "0-59 * * * *"),
            ("@Yearly", "0 0 1 1 *"), ("@annually", "0 0 1 1 *"), ("@monthly", "0 0 1 * *"), ("@WEEKLY", "0 0 * * 0"),
            (" @daily ", "0 0 * * *"),
            ("@midnight", "0 0 * * *"), ("@hourly", "0 * * * *"), ("@reboot", "@reboot"), ("0 0 l * *", "0 0 L * *"),
            ("0 0 lw * *", "0 0 LW * *"),
            ("0 0 15w * *", "0 0 15W * *"), ("0 0 l-3 * *", "0 0 L-3 * *"), ("0 0 1,L,15 * *", "0 0 1,15,L * *"),
            ("0 0 * * mon#1,FRI", "0 0 * * 5,1#1"),
            ("0 0 * * thul", "0 0 * * 4L"), ("0 0 * * THU#L", "0 0 * * 4L"), ("0 0 * * L5", "0 0 * * 5L"), ("0 0 * * 7#2", "0 0 * * 0#2"),
            ("38 9 19 4 * 6,40", "38 9 19 4 * 6,40"), ("1-3,5-8/3,58/4 * * * *", "1-3,5,8,58 * * * *"),
        ])
    func canonical(text: String, canonical: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.canonicalText == canonical)
        #expect(try CronExpression(canonical) == expression)
    }

    @Test("the order of seconds is said, never guessed")
    func dialects() throws {
        let last = try CronExpression("30 9 * * 1 15")
        let first = try CronExpression("15 30 9 * * 1", dialect: .secondsFirst)
        #expect(last.next(after: 0, in: .utc) == first.next(after: 0, in: .utc))
        #expect(first.canonicalText == "15 30 9 * * 1")
        #expect(last.hasSeconds && first.hasSeconds)
        let standard = try CronExpression("0 0 1 1 * 0 2030", dialect: .standardWithYear)
        #expect(standard.canonicalText == "0 0 1 1 * 0 2030")
        #expect(standard.next(after: 0, in: .utc) == 1_893_456_000)
        #expect(standard.next(after: 1_893_456_000, in: .utc) == nil)
        let quartz = try CronExpression("0 0 0 1 1 ? 2030/100", dialect: .secondsFirstWithYear)
        #expect(quartz.canonicalText == "0 0 0 1 1 * 2030,2130")
        #expect(quartz.previous(before: 1_893_456_001, in: .utc) == 1_893_456_000)
        #expect(try CronExpression("@daily", dialect: .secondsFirst).canonicalText == "0 0 0 * * *")
    }

    @Test("day-of-month and day-of-week: the star bit, or what was chosen")
    func dayMatch() throws {
        func days(_ text: String, _ match: CronDayMatch) throws -> [Int] {
            let zone = CronZone.utc
            // From 2024-06-01, a Saturday.
            return try CronExpression(text, dayMatch: match).instants(after: 1_717_199_999, in: zone)
                .prefix { $0 < 1_717_200_000 + 14 * 86_400 }.map { Int($0 - 1_717_200_000) / 86_400 + 1 }
        }
        #expect(try days("0 0 */2 * 1", .vixie) == [3])
        #expect(try days("0 0 */2 * 1", .or) == [1, 3, 5, 7, 9, 10, 11, 13])
        #expect(try days("0 0 1,5 * 1", .vixie) == [1, 3, 5, 10])
        #expect(try days("0 0 1-9 * 1", .and) == [3])
        #expect(try days("0 0 * * 1", .or) == [3, 10])
        #expect(try days("0 0 5,* * 1", .vixie) == Array(1...14))
        #expect(try days("0 0 1-31 * 1", .vixie) == Array(1...14))
        #expect(try days("0 0 1-7 * MON#1", .vixie) == [1, 2, 3, 4, 5, 6, 7])
    }

    @Test("an expression survives coding with its options")
    func coding() throws {
        let expression = try CronExpression("0 */2 * * 5 30", dayMatch: .or, gap: .skip)
        let data = try JSONCoding.encode(expression)
        #expect(try JSONCoding.decode(CronExpression.self, data) == expression)
        #expect(throws: DecodingError.self) { try JSONCoding.decode(CronExpression.self, #"{"expression":"nonsense"}"#) }
    }
}
