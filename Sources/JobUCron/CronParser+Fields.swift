/// One field: terms between commas.
extension CronParser {
    /// What `value`, `a-b`, `*` and their steps mean as numbers. Sunday may be 7 here.
    struct Span {
        var low: Int
        var high: Int
        var step: Int
    }

    /// A field of numbers, names, ranges and steps only.
    func parseTimes(_ field: CronFieldName, _ range: Range<Int>) throws(CronParseError) -> CronField {
        var bits: UInt64 = 0
        var start = range.lowerBound
        repeat {
            let term = try term(from: start, in: range, field)
            let span = try parseSpan(field, term)
            bits |= CronField.bits(span.low, span.high, step: span.step)
            start = term.upperBound + 1
        } while start <= range.upperBound
        return CronField(bits: bits, hasStar: bytes[range.lowerBound] == UInt8(ascii: "*"))
    }

    mutating func parseYears(_ range: Range<Int>) throws(CronParseError) {
        var years = CronYears()
        var start = range.lowerBound
        repeat {
            let term = try term(from: start, in: range, .year)
            let span = try parseSpan(.year, term)
            for year in stride(from: span.low, through: span.high, by: span.step) { years.insert(year) }
            start = term.upperBound + 1
        } while start <= range.upperBound
        self.years = years == .every ? nil : years
    }

    /// The term that begins at `start`. A comma at the end of the field leaves an empty one, which is refused.
    func term(from start: Int, in range: Range<Int>, _ field: CronFieldName) throws(CronParseError) -> Range<Int> {
        var end = start
        while end < range.upperBound, bytes[end] != UInt8(ascii: ",") { end += 1 }
        guard end > start else {
            throw fail(
                .emptyTerm, field, start..<end, CronText("nothing between commas", "쉼표 사이가 비어 있습니다"),
                hint: CronText("remove the comma or write a value", "쉼표를 지우거나 값을 쓰세요"))
        }
        return start..<end
    }

    func parseSpan(_ field: CronFieldName, _ term: Range<Int>) throws(CronParseError) -> Span {
        var cursor = term.lowerBound
        var span = Span(low: field.range.lowerBound, high: field.last, step: 1)
        var isSingle = false
        if bytes[cursor] == UInt8(ascii: "*") {
            cursor += 1
        } else {
            span.low = try parseValue(field, &cursor, term.upperBound).number
            if cursor < term.upperBound, bytes[cursor] == UInt8(ascii: "-") {
                cursor += 1
                span.high = try parseRangeEnd(field, from: span.low, &cursor, term)
            } else {
                isSingle = true
            }
        }
        if cursor < term.upperBound, bytes[cursor] == UInt8(ascii: "/") {
            cursor += 1
            span.step = try parseStep(field, &cursor, term)
            // n/s runs to the end of the field; a lone 7 is Sunday, the first day.
            if isSingle, field == .dayOfWeek, span.low == 7 { span.low = 0 }
        } else if isSingle {
            span.high = span.low
        }
        guard cursor == term.upperBound else { throw unexpected(field, cursor, term) }
        return span
    }

    private func parseRangeEnd(
        _ field: CronFieldName, from low: Int, _ cursor: inout Int, _ term: Range<Int>
    ) throws(CronParseError) -> Int {
        let highStart = cursor
        let value = try parseValue(field, &cursor, term.upperBound)
        let lowText = bytes[term.lowerBound..<(highStart - 1)]
        // SUN as the upper end is day 7, but SUN-SUN is Sunday alone.
        let isSundayAlone = low == 0 && lowText.first.map(isLetter) == true
        let high = field == .dayOfWeek && value.isName && value.number == 0 && !isSundayAlone ? 7 : value.number
        guard low <= high else {
            let split = reversedHint(field, low, high)
            throw fail(
                .reversedRange, field, term.lowerBound..<cursor, CronText("the range runs backwards", "범위가 거꾸로입니다"),
                hint: CronText("write \(split)", "\(split)(으)로 쓰세요"))
        }
        return high
    }

    private func reversedHint(_ field: CronFieldName, _ low: Int, _ high: Int) -> String {
        func run(_ a: Int, _ b: Int) -> String { a == b ? "\(a)" : "\(a)-\(b)" }
        if field == .dayOfWeek {
            if high == 0 { return run(low, 7) }
            return low == 7 ? run(0, high) : run(low, 7) + "," + run(1, high)
        }
        return run(low, field.range.upperBound) + "," + run(field.range.lowerBound, high)
    }

    private func parseStep(_ field: CronFieldName, _ cursor: inout Int, _ term: Range<Int>) throws(CronParseError) -> Int {
        let start = cursor
        guard let step = try parseNumber(field, &cursor, term.upperBound), step > 0 else {
            throw fail(
                .badStep, field, start..<max(cursor, min(start + 1, term.upperBound)),
                CronText("the step must be a number from 1 on", "간격은 1 이상의 숫자여야 합니다"),
                hint: CronText("write a step such as */5", "*/5처럼 쓰세요"))
        }
        return step
    }

    /// A number or a name at `cursor`, which moves past it.
    func parseValue(_ field: CronFieldName, _ cursor: inout Int, _ end: Int) throws(CronParseError) -> (number: Int, isName: Bool) {
        let start = cursor
        if let number = try parseNumber(field, &cursor, end) {
            guard field.range.contains(number) else { throw outOfRange(field, start..<cursor) }
            return (number, false)
        }
        guard cursor < end, isLetter(bytes[cursor]) else {
            throw unexpected(field, cursor, start..<end)
        }
        var wordEnd = cursor
        while wordEnd < end, isLetter(bytes[wordEnd]) { wordEnd += 1 }
        let hasLast = field == .dayOfWeek && wordEnd - cursor == 4 && bytes[wordEnd - 1] & 0xDF == UInt8(ascii: "L")
        if wordEnd - cursor == 3 || hasLast, let number = field.number(ofName: (bytes[cursor], bytes[cursor + 1], bytes[cursor + 2])) {
            cursor += 3
            return (number, true)
        }
        throw unknownWord(field, cursor..<wordEnd)
    }

    /// One to four digits at `cursor`, which moves past them; nil when there is no digit.
    func parseNumber(_ field: CronFieldName, _ cursor: inout Int, _ end: Int) throws(CronParseError) -> Int? {
        let start = cursor
        var number = 0
        while cursor < end, case let digit = bytes[cursor] &- 0x30, digit < 10 {
            if cursor - start < 4 { number = number * 10 + Int(digit) }
            cursor += 1
        }
        guard cursor - start <= 4 else {
            throw fail(
                .numberTooLong, field, start..<cursor, CronText("a number of more than four digits", "네 자리가 넘는 숫자입니다"),
                hint: allowed(field))
        }
        return cursor == start ? nil : number
    }

    func isLetter(_ byte: UInt8) -> Bool { (byte | 0x20) &- 0x61 < 26 }
}
