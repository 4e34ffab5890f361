import JobUCron
import Testing

/// What is refused, where and why.
struct RefusalTests {
    struct Refusal: Sendable, CustomTestStringConvertible {
        var text: String
        var code: CronParseError.Code
        var field: CronFieldName
        var offset: Int
        var length: Int

        init(_ text: String, _ code: CronParseError.Code, _ field: CronFieldName, _ offset: Int, _ length: Int) {
            (self.text, self.code, self.field, self.offset, self.length) = (text, code, field, offset, length)
        }

        var testDescription: String { "\(text.prefix(40).debugDescription) \(code)" }
    }

    private static let refusals: [Refusal] = [
        .init("", .empty, .expression, 0, 0), .init(" \t ", .empty, .expression, 0, 3),
        .init("* * * *", .fieldCount, .expression, 0, 7), .init("* * * * * * *", .fieldCount, .expression, 0, 13),
        .init("60 * * * *", .outOfRange, .minute, 0, 2), .init("0 24 * * *", .outOfRange, .hour, 2, 2),
        .init("0 0 0 * *", .outOfRange, .dayOfMonth, 4, 1), .init("0 0 * 0 *", .outOfRange, .month, 6, 1),
        .init("0 0 * * 8", .outOfRange, .dayOfWeek, 8, 1), .init("0 0 1-32 * *", .outOfRange, .dayOfMonth, 6, 2),
        .init("4294967296 * * * *", .numberTooLong, .minute, 0, 10), .init("00001 * * * *", .numberTooLong, .minute, 0, 5),
        .init("1,,2 * * * *", .emptyTerm, .minute, 2, 0), .init(",1 * * * *", .emptyTerm, .minute, 0, 0),
        .init("1, * * * *", .emptyTerm, .minute, 2, 0), .init("22-2 * * * *", .reversedRange, .minute, 0, 4),
        .init("0 0 * * 5-0", .reversedRange, .dayOfWeek, 8, 3), .init("0 0 * * SAT-MON", .reversedRange, .dayOfWeek, 8, 7),
        .init("*/0 * * * *", .badStep, .minute, 2, 1), .init("*/ * * * *", .badStep, .minute, 2, 0),
        .init("*/-1 * * * *", .badStep, .minute, 2, 1), .init("*5 * * * *", .malformed, .minute, 1, 1),
        .init("1- * * * *", .malformed, .minute, 2, 0), .init("-1 * * * *", .malformed, .minute, 0, 1),
        .init("1:2 * * * *", .malformed, .minute, 1, 1), .init("MON * * * *", .unknownName, .minute, 0, 3),
        .init("0 0 * MON *", .unknownName, .month, 6, 3), .init("0 0 * JANUARY *", .unknownName, .month, 6, 7),
        .init("0 0 * * MONDAY", .unknownName, .dayOfWeek, 8, 6), .init("0 0 ?? * *", .misplaced, .dayOfMonth, 4, 2),
        .init("? * * * *", .misplaced, .minute, 0, 1), .init("0 0 * * L", .misplaced, .dayOfWeek, 8, 1),
        .init("0 L * * *", .misplaced, .hour, 2, 1), .init("0 0 W * *", .misplaced, .dayOfMonth, 4, 1),
        .init("0 0 1W,15 * *", .misplaced, .dayOfMonth, 4, 2), .init("0 0 L-0 * *", .misplaced, .dayOfMonth, 4, 3),
        .init("0 0 L-31 * *", .misplaced, .dayOfMonth, 4, 4), .init("0 0 32W * *", .outOfRange, .dayOfMonth, 4, 2),
        .init("0 0 * * 1#6", .misplaced, .dayOfWeek, 8, 3), .init("0 0 * * 1#0", .misplaced, .dayOfWeek, 8, 3),
        .init("0 0 * * 1-5#1", .misplaced, .dayOfWeek, 8, 5), .init("0 0 * * *#1", .malformed, .dayOfWeek, 8, 1),
        .init("0~30 * * * *", .reserved, .minute, 1, 1), .init("H * * * *", .reserved, .minute, 0, 1),
        .init("R * * * *", .reserved, .minute, 0, 1), .init("0 0 * * +5", .reserved, .dayOfWeek, 8, 1),
        .init("0 0 % * *", .reserved, .dayOfMonth, 4, 1), .init("1&2 * * * *", .reserved, .minute, 1, 1),
        .init("@fortnightly", .unknownMacro, .expression, 0, 12), .init("@daily 5", .unknownMacro, .expression, 0, 8),
        .init("@every 5m", .unknownMacro, .expression, 0, 9), .init("@", .unknownMacro, .expression, 0, 1),
        .init("TZ=UTC 0 0 * * *", .zonePrefix, .expression, 0, 6), .init("CRON_TZ=Asia/Seoul 0 0 * * *", .zonePrefix, .expression, 0, 18),
        .init("0 0 30 2 *", .neverFires, .dayOfMonth, 4, 2), .init("0 0 31 4,6 *", .neverFires, .dayOfMonth, 4, 2),
        .init("0 0 30W 2 *", .neverFires, .dayOfMonth, 4, 3), .init("0 0 12 * * ?", .secondsFirst, .second, 11, 1),
        .init("0 30 9 * * MON", .secondsFirst, .hour, 2, 2), .init("0 0 \u{17F}UN * *", .badCharacter, .expression, 4, 2),
        .init("0 0 * * FR\u{131}", .badCharacter, .expression, 10, 2), .init("0\u{A0}0 * * *", .badCharacter, .expression, 1, 2),
        .init("\u{FF11} 0 * * *", .badCharacter, .expression, 0, 3), .init("0 0 * * *\0", .badCharacter, .expression, 9, 1),
        .init("0 0\n* * *", .badCharacter, .expression, 3, 1), .init("0\u{0B}0 * * *", .badCharacter, .expression, 1, 1),
        .init("0 0 * * *\u{7F}", .badCharacter, .expression, 9, 1), .init("0 0 * * * 🎉", .badCharacter, .expression, 10, 4),
    ]

    @Test("a refusal says field, place and kind", arguments: refusals)
    func refused(_ refusal: Refusal) throws {
        let error = try #require(throws: CronParseError.self) { try CronExpression(refusal.text) }
        #expect(error.code == refusal.code)
        #expect(error.field == refusal.field)
        #expect(error.offset == refusal.offset)
        #expect(error.length == refusal.length)
        for language in CronLanguage.allCases {
            #expect(!error.message(in: language).isEmpty)
            #expect(!error.hint(in: language).isEmpty)
        }
        #expect(error.description.unicodeScalars.allSatisfy { $0.properties.generalCategory != .control }, "it stands on one line")
        let options = ["dialect", "secondsFirst", "interval schedule"]
        #expect(options.allSatisfy { !error.hint.contains($0) }, "a hint names nothing that cannot be chosen")
        #expect(error.input.utf8.count <= 83)
    }

    @Test(
        "a line of a crontab is told from its schedule",
        arguments: [
            ("0 3 * * * /usr/bin/backup --full", "0 3 * * *", 10), ("0 3 * * * backup", "0 3 * * *", 10),
            ("  */5 * * * *\troot  /usr/bin/정산 >> /dev/null 2>&1\n", "*/5 * * * *", 14), ("@daily /usr/bin/backup", "@daily", 7),
            ("0 3 * * *   ./backup.sh", "0 3 * * *", 12),
        ])
    func command(line: String, schedule: String, offset: Int) throws {
        let error = try #require(throws: CronParseError.self) { try CronExpression(line) }
        #expect(error.code == .command)
        #expect(error.offset == offset)
        #expect(error.hint.contains("write \(schedule) alone"))
        #expect(error.hint(in: .korean).contains("\(schedule)만 쓰세요"))
    }

    @Test("blanks and line ends around an expression are no part of it", arguments: ["0 3 * * *\n", " 0 3 * * *\r\n", "\t0 3 * * * "])
    func around(text: String) throws {
        #expect(try CronExpression(text) == CronExpression("0 3 * * *"))
    }

    @Test("what was typed is shown as it was typed, but for what cannot be seen")
    func shown() throws {
        func input(_ text: String) throws -> String { try #require(throws: CronParseError.self) { try CronExpression(text) }.input }
        #expect(try input("매일 세 시") == "매일 세 시")
        #expect(try input("0\u{A0}3 * * 🎉") == "0\\u{a0}3 * * 🎉")
        #expect(try input("0 \u{202E}3\u{1B}[2J * *") == "0 \\u{202e}3\\u{1b}[2J * *")
    }

    @Test("one field is a field")
    func plural() throws {
        func message(_ text: String) throws -> String { try #require(throws: CronParseError.self) { try CronExpression(text) }.message }
        #expect(try message("5").hasPrefix("1 field;"))
        #expect(try message("5 5").hasPrefix("2 fields;"))
    }

    @Test("hints give the text to write")
    func hints() throws {
        func hint(_ text: String) throws -> String { try #require(throws: CronParseError.self) { try CronExpression(text) }.hint }
        #expect(try hint("0 22-2 * * *") == "write 22-23,0-2")
        #expect(try hint("0 0 * * 5-0") == "write 5-7")
        #expect(try hint("0 0 * * 6-1") == "write 6-7,1")
        #expect(try hint("0 30 9 * * MON").contains("30 9 * * MON 0"))
    }

    @Test(
        "what is legal although it looks like nothing",
        arguments: ["0 0 30 2 1", "0 0 29 2 *", "0 0 31W * *", "0 0 L-28 2 *", "0 0 29 2 */6"])
    func legal(text: String) throws {
        let expression = try CronExpression(text)
        #expect(expression.next(after: 0, in: .utc) != nil)
    }

    @Test("pairs of days that no year has are refused when both must hold")
    func pairs() throws {
        #expect(throws: CronParseError.self) { try CronExpression("0 0 8 * MON#1", dayMatch: .and) }
        #expect(throws: CronParseError.self) { try CronExpression("0 0 L-29 2 *") }
        #expect(throws: CronParseError.self) { try CronExpression("0 0 29 2 * 0 2023", dialect: .standardWithYear) }
        #expect(throws: Never.self) { try CronExpression("0 0 7 * MON#1", dayMatch: .and) }
    }
}
