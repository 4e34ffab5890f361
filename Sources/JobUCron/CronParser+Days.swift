/// The two day fields with `?`, `L`, `W` and `#`.
extension CronParser {
    mutating func parseDayOfMonth(_ range: Range<Int>) throws(CronParseError) {
        if try isQuestionMark(.dayOfMonth, range) {
            days.daysOfMonth = CronField(bits: CronField.bits(1, 31), hasStar: true)
            return
        }
        var bits: UInt64 = 0
        var start = range.lowerBound
        repeat {
            let term = try term(from: start, in: range, .dayOfMonth)
            if let monthEnd = try parseMonthEnd(term) {
                guard monthEnd == .last || term == range else {
                    throw misplaced(
                        .dayOfMonth, term, CronText("W, LW and L-k stand alone", "W, LW, L-k는 단독으로 씁니다"),
                        hint: CronText("make two schedules, or write numbers and L", "스케줄을 둘로 나누거나 숫자와 L만 쓰세요"))
                }
                days.monthEnd = monthEnd
            } else {
                let span = try parseSpan(.dayOfMonth, term)
                bits |= CronField.bits(span.low, span.high, step: span.step)
            }
            start = term.upperBound + 1
        } while start <= range.upperBound
        days.daysOfMonth = CronField(bits: bits, hasStar: bytes[range.lowerBound] == UInt8(ascii: "*"))
    }

    /// `L`, `LW`, `L-k` or `nW`; nil for everything else.
    private func parseMonthEnd(_ term: Range<Int>) throws(CronParseError) -> CronDayRule.MonthEnd? {
        var cursor = term.lowerBound
        if upper(cursor) == UInt8(ascii: "L") {
            cursor += 1
            if cursor == term.upperBound { return .last }
            if upper(cursor) == UInt8(ascii: "W"), cursor + 1 == term.upperBound { return .lastWorkday }
            guard bytes[cursor] == UInt8(ascii: "-") else { throw unexpected(.dayOfMonth, cursor, term) }
            cursor += 1
            guard let days = try parseNumber(.dayOfMonth, &cursor, term.upperBound), cursor == term.upperBound, 1...30 ~= days else {
                throw misplaced(
                    .dayOfMonth, term, CronText("L-k needs a number from 1 to 30", "L-k의 k는 1~30이어야 합니다"),
                    hint: CronText("write L-3 for three days before the last", "마지막 날 사흘 전은 L-3입니다"))
            }
            return .before(days)
        }
        guard upper(term.upperBound - 1) == UInt8(ascii: "W") else { return nil }
        guard let day = try parseNumber(.dayOfMonth, &cursor, term.upperBound), cursor + 1 == term.upperBound else {
            throw misplaced(
                .dayOfMonth, term, CronText("W needs one day before it", "W 앞에는 날짜 하나가 필요합니다"),
                hint: CronText("write 15W for the weekday nearest to the 15th", "15일에 가장 가까운 평일은 15W입니다"))
        }
        guard 1...31 ~= day else { throw outOfRange(.dayOfMonth, term.lowerBound..<cursor) }
        return .workday(day)
    }

    mutating func parseDayOfWeek(_ range: Range<Int>) throws(CronParseError) {
        if try isQuestionMark(.dayOfWeek, range) {
            days.daysOfWeek = CronField(bits: 0x7F, hasStar: true)
            return
        }
        var bits: UInt64 = 0
        var start = range.lowerBound
        repeat {
            let term = try term(from: start, in: range, .dayOfWeek)
            if let ordinal = try parseOrdinal(term) {
                days.ordinals |= ordinal
            } else {
                let span = try parseSpan(.dayOfWeek, term)
                bits |= CronField.bits(span.low, span.high, step: span.step)
            }
            start = term.upperBound + 1
        } while start <= range.upperBound
        // 7 is Sunday too.
        bits = (bits | bits >> 7) & 0x7F
        days.daysOfWeek = CronField(bits: bits, hasStar: bytes[range.lowerBound] == UInt8(ascii: "*"))
    }

    /// `d#n`, `d#L`, `dL` or `Ld` as a bit of `CronDayRule.ordinals`; nil for everything else.
    private func parseOrdinal(_ term: Range<Int>) throws(CronParseError) -> UInt64? {
        var cursor = term.lowerBound
        if upper(cursor) == UInt8(ascii: "L") {
            cursor += 1
            guard let day = try parseNumber(.dayOfWeek, &cursor, term.upperBound), cursor == term.upperBound else {
                throw misplaced(
                    .dayOfWeek, term, CronText("L in the day of the week needs a day", "요일 필드의 L에는 요일이 필요합니다"),
                    hint: CronText("write FRIL for the last Friday", "마지막 금요일은 FRIL입니다"))
            }
            guard 0...7 ~= day else { throw outOfRange(.dayOfWeek, (term.lowerBound + 1)..<cursor) }
            return lastBit(day)
        }
        guard term.contains(where: { bytes[$0] == UInt8(ascii: "#") }) || upper(term.upperBound - 1) == UInt8(ascii: "L") else {
            return nil
        }
        let day = try parseValue(.dayOfWeek, &cursor, term.upperBound).number
        if cursor + 1 == term.upperBound, upper(cursor) == UInt8(ascii: "L") { return lastBit(day) }
        guard cursor < term.upperBound, bytes[cursor] == UInt8(ascii: "#") else { throw badOrdinal(term) }
        cursor += 1
        if cursor + 1 == term.upperBound, upper(cursor) == UInt8(ascii: "L") { return lastBit(day) }
        guard let week = try parseNumber(.dayOfWeek, &cursor, term.upperBound), cursor == term.upperBound, 1...5 ~= week else {
            throw badOrdinal(term)
        }
        return 1 << UInt64(7 * (week - 1) + day % 7)
    }

    private func lastBit(_ day: Int) -> UInt64 { 1 << UInt64(35 + day % 7) }

    private func badOrdinal(_ term: Range<Int>) -> CronParseError {
        misplaced(
            .dayOfWeek, term, CronText("# takes one day and a number from 1 to 5, or L", "#은 요일 하나와 1~5의 숫자 또는 L을 받습니다"),
            hint: CronText("write MON#1 for the first Monday, FRIL for the last Friday", "첫째 월요일은 MON#1, 마지막 금요일은 FRIL입니다"))
    }

    /// Whether the field is `?`; in company `?` is refused.
    private func isQuestionMark(_ field: CronFieldName, _ range: Range<Int>) throws(CronParseError) -> Bool {
        guard bytes[range.lowerBound] == UInt8(ascii: "?") else { return false }
        guard range.count == 1 else { throw misplacedQuestionMark(field, range) }
        return true
    }

    private func upper(_ index: Int) -> UInt8 { bytes[index] & 0xDF }
}
