/// How day-of-month and day-of-week decide together which days match.
public enum CronDayMatch: String, Sendable, CaseIterable, Codable {
    /// Both must hold when at least one of the two fields starts with `*` or `?`, else one is enough. What cron daemons do.
    case vixie
    /// One is enough, unless one of the two fields is exactly `*` or `?`.
    case or
    /// Both must hold, always.
    case and
}

/// What happens to a fixed-time schedule whose wall time a clock change skips.
public enum CronGapPolicy: String, Sendable, CaseIterable, Codable {
    /// It fires once, at the first instant after the gap, when the gap is at most 180 minutes.
    case runAfter
    /// It does not fire.
    case skip
}

/// How many fields an expression has and in which order. It is never guessed.
public enum CronDialect: String, Sendable, CaseIterable, Codable {
    /// `minute hour day-of-month month day-of-week [second]`.
    case standard
    /// `minute hour day-of-month month day-of-week [second [year]]`.
    case standardWithYear
    /// `second minute hour day-of-month month day-of-week`.
    case secondsFirst
    /// `second minute hour day-of-month month day-of-week [year]`.
    case secondsFirstWithYear
}

/// A language that messages and words come in.
public enum CronLanguage: String, Sendable, CaseIterable, Codable {
    case english = "en"
    case korean = "ko"
}

extension CronDialect {
    /// The fields in the order they are written, for an expression of `count` fields; nil when the count is wrong.
    func fields(_ count: Int) -> ArraySlice<CronFieldName>? {
        switch self {
        case .standard: 5...6 ~= count ? Self.secondsLast.prefix(count) : nil
        case .standardWithYear: 5...7 ~= count ? Self.secondsLast.prefix(count) : nil
        case .secondsFirst: count == 6 ? Self.secondsLeading.prefix(count) : nil
        case .secondsFirstWithYear: 6...7 ~= count ? Self.secondsLeading.prefix(count) : nil
        }
    }

    /// The number of fields, in words.
    var counts: CronText {
        switch self {
        case .standard: CronText("5 fields, or 6 with seconds last", "필드 5개, 또는 초를 마지막에 둔 6개")
        case .standardWithYear: CronText("5, 6 (second) or 7 (second, year) fields", "필드 5개, 6개(초) 또는 7개(초, 연도)")
        case .secondsFirst: CronText("6 fields with seconds first", "초를 맨 앞에 둔 필드 6개")
        case .secondsFirstWithYear: CronText("6 fields with seconds first, or 7 with the year last", "초를 맨 앞에 둔 필드 6개, 또는 연도를 끝에 둔 7개")
        }
    }

    /// What to write, in order.
    var order: CronText {
        switch self {
        case .standard:
            CronText(
                "write minute hour day-of-month month day-of-week, and seconds after them if you need them; there is no field for a year",
                "분 시 일 월 요일 순서로 쓰고, 초가 필요하면 맨 뒤에 쓰세요. 연도 필드는 없습니다")
        case .standardWithYear:
            CronText("write minute hour day-of-month month day-of-week second year", "분 시 일 월 요일 초 연도 순서로 쓰세요")
        case .secondsFirst:
            CronText("write second minute hour day-of-month month day-of-week", "초 분 시 일 월 요일 순서로 쓰세요")
        case .secondsFirstWithYear:
            CronText("write second minute hour day-of-month month day-of-week year", "초 분 시 일 월 요일 연도 순서로 쓰세요")
        }
    }

    private static let secondsLast: [CronFieldName] = [.minute, .hour, .dayOfMonth, .month, .dayOfWeek, .second, .year]
    private static let secondsLeading: [CronFieldName] = [.second, .minute, .hour, .dayOfMonth, .month, .dayOfWeek, .year]
}
