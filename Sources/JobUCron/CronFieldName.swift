/// The name of a field of a cron expression.
public enum CronFieldName: String, Sendable, CaseIterable, Codable {
    case second
    case minute
    case hour
    case dayOfMonth = "day-of-month"
    case month
    case dayOfWeek = "day-of-week"
    case year
    /// Not one field: the expression as a whole.
    case expression
}

extension CronFieldName {
    /// The numbers the field allows. Sunday is 0 and 7.
    var range: ClosedRange<Int> {
        switch self {
        case .second, .minute: 0...59
        case .hour: 0...23
        case .dayOfMonth: 1...31
        case .month: 1...12
        case .dayOfWeek: 0...7
        case .year: 1970...2199
        case .expression: 0...0
        }
    }

    /// The last value of `*` and of `n/s`: Sunday is not counted twice.
    var last: Int { self == .dayOfWeek ? 6 : range.upperBound }

    var korean: String {
        switch self {
        case .second: "초"
        case .minute: "분"
        case .hour: "시"
        case .dayOfMonth: "일"
        case .month: "월"
        case .dayOfWeek: "요일"
        case .year: "연도"
        case .expression: "표현식"
        }
    }

    /// The number of a three-letter name, any case; nil when the field has no such name.
    func number(ofName letters: (UInt8, UInt8, UInt8)) -> Int? {
        guard self == .month || self == .dayOfWeek else { return nil }
        // ASCII only: folding by Unicode rules would let look-alike letters in.
        let packed = [letters.0, letters.1, letters.2].reduce(UInt32(0)) { $0 << 8 | UInt32($1 & 0xDF) }
        let names = self == .month ? Self.packedMonths : Self.packedWeekdays
        return names.firstIndex(of: packed).map { self == .month ? $0 + 1 : $0 }
    }

    static let months = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]
    static let weekdays = ["SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT"]
    private static let packedMonths = months.map(packed)
    private static let packedWeekdays = weekdays.map(packed)

    private static func packed(_ name: String) -> UInt32 { name.utf8.reduce(0) { $0 << 8 | UInt32($1) } }
}
