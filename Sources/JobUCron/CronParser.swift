/// Text to fields, in one pass over at most 512 bytes.
struct CronParser {
    static let bytesMax = 512

    let text: String
    let bytes: [UInt8]
    let dialect: CronDialect

    /// What was read so far.
    var minutes = CronField(bits: 1, hasStar: false)
    var hours = CronField(bits: 1, hasStar: false)
    var months = CronField(bits: 1, hasStar: false)
    var seconds = CronField(bits: 1, hasStar: false)
    var hasSeconds = false
    var years: CronYears?
    var days = CronDayRule(
        daysOfMonth: CronField(bits: 0, hasStar: false), monthEnd: .none, daysOfWeek: CronField(bits: 0, hasStar: false), ordinals: 0)
    var isReboot = false
    /// Where the day-of-month field lies and whether a day field is exactly `*` or `?`.
    private var dayRange = 0..<0
    private var hasOpenDay = false

    init(_ text: String, dialect: CronDialect) throws(CronParseError) {
        self.text = text
        self.dialect = dialect
        let count = text.utf8.count
        bytes = count > Self.bytesMax ? [] : Array(text.utf8)
        if count > Self.bytesMax {
            throw fail(
                .tooLong, .expression, Self.bytesMax..<count, CronText("\(count) bytes are too long", "\(count)바이트는 너무 깁니다"),
                hint: CronText("write at most \(Self.bytesMax) bytes", "\(Self.bytesMax)바이트 이하로 쓰세요"))
        }
    }

    mutating func parse(_ dayMatch: CronDayMatch) throws(CronParseError) {
        let content = try trimmed()
        try checkCharacters(content)
        switch bytes[content.lowerBound] {
        case UInt8(ascii: "@"): return try parseMacro(content, dayMatch)
        case UInt8(ascii: "T"), UInt8(ascii: "C"), UInt8(ascii: "t"), UInt8(ascii: "c"): try refuseZonePrefix(content)
        default: break
        }
        try parseFields(content)
        finish(dayMatch)
        guard days.everMatches(months: months, years: years) else {
            throw fail(
                .neverFires, .dayOfMonth, dayRange,
                CronText("never fires: no such day exists in these months", "실행되는 날이 없습니다: 이 달들에 그런 날이 없습니다"),
                hint: CronText("choose a day that exists, such as L for the last day of the month", "있는 날을 쓰세요. 예: L(그 달의 마지막 날)"))
        }
    }

    private mutating func finish(_ dayMatch: CronDayMatch) {
        switch dayMatch {
        case .and: days.isUnion = false
        case .or: days.isUnion = !hasOpenDay
        case .vixie: days.isUnion = !days.daysOfMonth.hasStar && !days.daysOfWeek.hasStar
        }
    }

    private func checkCharacters(_ content: Range<Int>) throws(CronParseError) {
        guard let bad = bytes[content].firstIndex(where: { !(0x20...0x7E).contains($0) && $0 != 0x09 }) else { return }
        let end = bytes[(bad + 1)...].firstIndex { $0 & 0xC0 != 0x80 } ?? bytes.count
        throw fail(
            .badCharacter, .expression, bad..<end, CronText("a character that is not printable ASCII", "인쇄 가능한 ASCII가 아닌 문자가 있습니다"),
            hint: CronText("type digits, letters and blanks on a plain keyboard layout", "반각 숫자, 영문자, 공백만 쓰세요"))
    }

    private func trimmed() throws(CronParseError) -> Range<Int> {
        // A line that was copied ends with its line feed.
        func isAround(_ byte: UInt8) -> Bool { isBlank(byte) || byte == 0x0A || byte == 0x0D }
        guard let first = bytes.firstIndex(where: { !isAround($0) }), let last = bytes.lastIndex(where: { !isAround($0) }) else {
            throw fail(
                .empty, .expression, 0..<bytes.count, CronText("the expression is empty", "표현식이 비어 있습니다"),
                hint: CronText("write five fields, such as 0 2 * * * for 02:00 every day", "필드 다섯 개를 쓰세요. 예: 0 2 * * *(매일 02:00)"))
        }
        return first..<(last + 1)
    }

    private mutating func parseMacro(_ content: Range<Int>, _ dayMatch: CronDayMatch) throws(CronParseError) {
        switch CronMacro(bytes[content]) {
        case .fields(let text):
            var plain = try CronParser(text, dialect: .standard)
            try plain.parse(dayMatch)
            (minutes, hours, months, days) = (plain.minutes, plain.hours, plain.months, plain.days)
            hasSeconds = dialect == .secondsFirst || dialect == .secondsFirstWithYear
        case .reboot: isReboot = true
        case .every:
            throw fail(
                .unknownMacro, .expression, content,
                CronText("@every is an interval, not a cron expression", "@every는 cron 표현식이 아니라 간격입니다"),
                hint: CronText("write steps such as */5 * * * * for every 5 minutes", "5분마다라면 */5 * * * *처럼 쓰세요"))
        case .unknown:
            throw fail(
                .unknownMacro, .expression, content,
                CronText("unknown macro, or a macro with other text", "알 수 없는 매크로이거나 매크로 옆에 다른 글이 있습니다"),
                hint: CronText(
                    "write one of @yearly @annually @monthly @weekly @daily @midnight @hourly @reboot, alone",
                    "@yearly @annually @monthly @weekly @daily @midnight @hourly @reboot 중 하나만 쓰세요"))
        }
    }

    private func refuseZonePrefix(_ content: Range<Int>) throws(CronParseError) {
        let upper = String(decoding: bytes[content].prefix(8), as: UTF8.self).uppercased()
        guard upper.hasPrefix("TZ=") || upper.hasPrefix("CRON_TZ=") else { return }
        let end = bytes[content].firstIndex(where: isBlank) ?? content.upperBound
        throw fail(
            .zonePrefix, .expression, content.lowerBound..<end,
            CronText("a time zone does not belong into the expression", "시간대는 표현식에 쓰지 않습니다"),
            hint: CronText("write the zone into time_zone (--tz)", "시간대는 time_zone(--tz)에 쓰세요"))
    }

    private mutating func parseFields(_ content: Range<Int>) throws(CronParseError) {
        let ranges = bytes[content].split(whereSeparator: isBlank).map(\.indices)
        guard let names = dialect.fields(ranges.count) else {
            throw fail(
                .fieldCount, .expression, content,
                CronText(
                    "\(ranges.count) \(ranges.count == 1 ? "field" : "fields"); expected \(dialect.counts.english)",
                    "필드가 \(ranges.count)개입니다. \(dialect.counts.korean)여야 합니다"),
                hint: dialect.order)
        }
        for (name, range) in zip(names, ranges) {
            switch name {
            case .second: (seconds, hasSeconds) = (try parseTimes(.second, range), true)
            case .minute: minutes = try parseTimes(.minute, range)
            case .hour: hours = try parseTimes(.hour, range)
            case .dayOfMonth: try parseDayOfMonth(range)
            case .month: months = try parseTimes(.month, range)
            case .dayOfWeek: try parseDayOfWeek(range)
            case .year: try parseYears(range)
            case .expression: break
            }
            if name == .dayOfMonth { dayRange = range }
            if name == .dayOfMonth || name == .dayOfWeek, range.count == 1, isStar(bytes[range.lowerBound]) { hasOpenDay = true }
        }
    }

    func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

    func isStar(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "*") || byte == UInt8(ascii: "?") }

    func fail(
        _ code: CronParseError.Code, _ field: CronFieldName, _ range: Range<Int>, _ message: CronText, hint: CronText
    ) -> CronParseError {
        CronParseError(
            code: code, field: field, offset: range.lowerBound, length: range.count, input: CronText.shown(text), messages: message,
            hints: hint)
    }
}
