/// The rule after the last change of a zone file: `std offset [dst [offset] [,start[/time],end[/time]]]`, as POSIX has it,
/// with RFC 8536's times from -167 to 167 hours.
struct PosixZoneRule: Equatable {
    /// A day of any year, and a local time in seconds from its 00:00.
    struct Change: Equatable {
        enum Day: Equatable {
            /// `Jn`: day 1 to 365, 29 February never counted.
            case julian(Int)
            /// `n`: day 0 to 365, 29 February counted.
            case zeroBased(Int)
            /// `Mm.w.d`: weekday d (0 is Sunday) of week w of month m; week 5 is the last.
            case weekday(month: Int, week: Int, day: Int)
        }

        var day: Day
        var time: Int64
    }

    private(set) var standardOffset: Int64 = 0
    private(set) var daylightOffset: Int64 = 0
    /// When daylight time begins and ends; nil when there is none.
    private(set) var begin: Change?
    private(set) var end: Change?

    init?(_ text: String) {
        var reader = Reader(text: Array(text.utf8)[...])
        guard reader.skipName(), let west = reader.time() else { return nil }
        standardOffset = -west
        guard !reader.isAtEnd else { return }
        guard reader.skipName() else { return nil }
        daylightOffset = standardOffset + 3600
        if !reader.isAt(",") {
            guard let west = reader.time() else { return nil }
            daylightOffset = -west
        }
        guard reader.take(","), let begin = reader.change(), reader.take(","), let end = reader.change(), reader.isAtEnd else { return nil }
        self.begin = begin
        self.end = end
    }

    /// The changes of the given years in order of time.
    func changes(inYears years: ClosedRange<Int>) -> [ZoneChange] {
        guard let begin, let end else { return [ZoneChange(instant: ZoneTable.start, offset: standardOffset)] }
        return years.flatMap { year in
            [
                ZoneChange(instant: begin.local(in: year) - standardOffset, offset: daylightOffset),
                ZoneChange(instant: end.local(in: year) - daylightOffset, offset: standardOffset),
            ]
        }.sorted { $0.instant < $1.instant }
    }
}

extension PosixZoneRule.Change {
    /// Local seconds since 1970 of this change in a year.
    fileprivate func local(in year: Int) -> Int64 {
        let newYear = CronCalendar.day(year: year, month: 1, day: 1)
        let day =
            switch day {
            case .julian(let day): newYear + day - (CronCalendar.isLeap(year) && day >= 60 ? 0 : 1)
            case .zeroBased(let day): newYear + day
            case .weekday(let month, let week, let weekday): Self.day(year, month, week, weekday)
            }
        return Int64(day) * CronCalendar.secondsPerDay + time
    }

    private static func day(_ year: Int, _ month: Int, _ week: Int, _ weekday: Int) -> Int {
        let first = CronCalendar.day(year: year, month: month, day: 1)
        // 371 is a multiple of 7: years before 1970 have negative days.
        let firstMatch = (weekday - CronCalendar.weekday(ofDay: first + 371) + 7) % 7
        let length = CronCalendar.length(ofMonth: month, leap: CronCalendar.isLeap(year))
        let day = firstMatch + 7 * (week - 1)
        return first + (day < length ? day : day - 7)
    }
}

/// Reads a rule from left to right.
private struct Reader {
    var text: ArraySlice<UInt8>

    var isAtEnd: Bool { text.isEmpty }

    func isAt(_ character: Unicode.Scalar) -> Bool { text.first == UInt8(ascii: character) }

    mutating func take(_ character: Unicode.Scalar) -> Bool {
        guard isAt(character) else { return false }
        text.removeFirst()
        return true
    }

    /// `EST` or `<+0330>`.
    mutating func skipName() -> Bool {
        if take("<") {
            guard let close = text.firstIndex(of: UInt8(ascii: ">")) else { return false }
            text = text[(close + 1)...]
            return true
        }
        let name = text.prefix { ($0 | 0x20) &- 0x61 < 26 }
        text = text[name.endIndex...]
        return name.count >= 3
    }

    mutating func number(_ range: ClosedRange<Int>) -> Int? {
        let digits = text.prefix { $0 &- 0x30 < 10 }
        text = text[digits.endIndex...]
        guard 1...4 ~= digits.count else { return nil }
        let value = digits.reduce(0) { $0 * 10 + Int($1 - 0x30) }
        return range.contains(value) ? value : nil
    }

    /// `[+-]h[:m[:s]]` in seconds.
    mutating func time() -> Int64? {
        let sign: Int64 = take("-") ? -1 : 1
        if sign == 1 { _ = take("+") }
        guard let hours = number(0...167) else { return nil }
        var seconds = hours * 3600
        for unit in [60, 1] {
            guard take(":") else { break }
            guard let value = number(0...59) else { return nil }
            seconds += value * unit
        }
        return sign * Int64(seconds)
    }

    mutating func change() -> PosixZoneRule.Change? {
        guard let day = day() else { return nil }
        guard take("/") else { return .init(day: day, time: 7200) }
        return time().map { .init(day: day, time: $0) }
    }

    private mutating func day() -> PosixZoneRule.Change.Day? {
        if take("J") { return number(1...365).map { .julian($0) } }
        guard take("M") else { return number(0...365).map { .zeroBased($0) } }
        guard let month = number(1...12), take("."), let week = number(1...5), take("."), let day = number(0...6) else { return nil }
        return .weekday(month: month, week: week, day: day)
    }
}
