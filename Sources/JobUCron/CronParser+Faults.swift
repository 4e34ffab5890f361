/// The errors that several places of the parser share.
extension CronParser {
    func outOfRange(_ field: CronFieldName, _ range: Range<Int>) -> CronParseError {
        let value = part(range)
        return fail(
            .outOfRange, field, range, CronText("\(value) is out of range", "\(value)은(는) 범위를 벗어납니다"), hint: allowed(field))
    }

    func allowed(_ field: CronFieldName) -> CronText {
        let range = "\(field.range.lowerBound)-\(field.range.upperBound)"
        return CronText("\(field.rawValue) takes \(range)", "\(field.korean) 필드는 \(range)입니다")
    }

    /// Letters that are no name of the field.
    func unknownWord(_ field: CronFieldName, _ range: Range<Int>) -> CronParseError {
        let word = part(range)
        let letter = bytes[range.lowerBound] & 0xDF
        if range.count == 1, letter == UInt8(ascii: "H") || letter == UInt8(ascii: "R") { return reserved(field, range) }
        if range.count <= 2, letter == UInt8(ascii: "L") || letter == UInt8(ascii: "W") {
            return misplaced(
                field, range, CronText("\(word) has no meaning here", "여기서 \(word)은(는) 뜻이 없습니다"),
                hint: CronText("L and W belong into day-of-month, as L, LW, 15W or L-3", "L과 W는 일 필드에서 L, LW, 15W, L-3처럼 씁니다"))
        }
        let hint =
            switch field {
            case .month: CronText("use \(CronFieldName.months.joined(separator: " ")) or 1-12", "JAN~DEC 또는 1-12를 쓰세요")
            case .dayOfWeek: CronText("use \(CronFieldName.weekdays.joined(separator: " ")) or 0-7", "SUN~SAT 또는 0-7을 쓰세요")
            default: allowed(field)
            }
        return fail(.unknownName, field, range, CronText("unknown name \(word)", "알 수 없는 이름 \(word)"), hint: hint)
    }

    /// A character where a value, a separator or the end of the term should stand.
    func unexpected(_ field: CronFieldName, _ cursor: Int, _ term: Range<Int>) -> CronParseError {
        guard cursor < term.upperBound else {
            return fail(
                .malformed, field, cursor..<cursor, CronText("a value is missing", "값이 빠졌습니다"), hint: allowed(field))
        }
        let range = cursor..<(cursor + 1)
        if bytes[cursor] == UInt8(ascii: "?") { return misplacedQuestionMark(field, range) }
        if Self.reservedBytes.contains(bytes[cursor]) { return reserved(field, range) }
        let found = part(range)
        return fail(
            .malformed, field, range, CronText("unexpected \(found)", "예상하지 못한 \(found)"),
            hint: CronText(
                "a field is a list of *, value or value-value, each with an optional /step", "필드는 *, 값, 값-값의 목록이고 각각 /간격을 붙일 수 있습니다"))
    }

    func misplaced(_ field: CronFieldName, _ range: Range<Int>, _ message: CronText, hint: CronText) -> CronParseError {
        fail(.misplaced, field, range, message, hint: hint)
    }

    func misplacedQuestionMark(_ field: CronFieldName, _ range: Range<Int>) -> CronParseError {
        misplaced(
            field, range, CronText("? stands alone, in day-of-month or day-of-week", "?는 일 또는 요일 필드에 단독으로 씁니다"),
            hint: CronText("write * instead", "* 를 쓰세요"))
    }

    private static let reservedBytes = Array("~%&+".utf8)

    private func reserved(_ field: CronFieldName, _ range: Range<Int>) -> CronParseError {
        let found = part(range)
        return fail(
            .reserved, field, range, CronText("\(found) belongs to other cron dialects", "\(found)은(는) 다른 cron 형식의 문법입니다"),
            hint: CronText("write fixed values; jobs can be spread by hand", "고정된 값을 쓰세요. 작업은 직접 나누어 배치하세요"))
    }

    private func part(_ range: Range<Int>) -> String {
        let text = String(decoding: bytes[range], as: UTF8.self)
        return CronText.shown(text.prefix(24)) + (text.count > 24 ? "..." : "")
    }
}
