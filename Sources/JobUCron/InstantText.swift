/// Instants as RFC 3339 text.
enum InstantText {
    /// An instant between two whole seconds or on one.
    struct Instant: Equatable {
        /// Rounded down.
        var seconds: Int64
        var hasFraction: Bool
    }

    /// `2024-03-10T07:00:00Z`. `seconds` lies in 1969 to 2200.
    static func write(_ seconds: Int64) -> String {
        let shifted = seconds + 400 * 365 * CronCalendar.secondsPerDay
        let (day, time) = (Int(shifted / CronCalendar.secondsPerDay) - 400 * 365, Int(shifted % CronCalendar.secondsPerDay))
        let date = CronCalendar.date(ofDay: day)
        var bytes: [UInt8] = []
        bytes.reserveCapacity(20)
        func append(_ number: Int, _ digits: Int, then separator: Unicode.Scalar) {
            var divisor = digits == 4 ? 1000 : 10
            while divisor > 0 {
                bytes.append(0x30 + UInt8(number / divisor % 10))
                divisor /= 10
            }
            bytes.append(UInt8(ascii: separator))
        }
        append(date.year, 4, then: "-")
        append(date.month, 2, then: "-")
        append(date.day, 2, then: "T")
        append(time / 3600, 2, then: ":")
        append(time / 60 % 60, 2, then: ":")
        append(time % 60, 2, then: "Z")
        return String(decoding: bytes, as: UTF8.self)
    }

    /// `2024-03-10T07:00:00[.5](Z|+09:00|+09:00:30)`; nil when the text is no such instant.
    static func read(_ text: String) -> Instant? {
        var reader = Reader(bytes: Array(text.utf8.prefix(64)))
        guard let year = reader.number(4), reader.take("-"), let month = reader.number(2), reader.take("-"),
            let day = reader.number(2), reader.take("T") || reader.take("t") || reader.take(" "),
            let hour = reader.number(2), reader.take(":"), let minute = reader.number(2), reader.take(":"),
            let second = reader.number(2), let hasFraction = reader.fraction(), let offset = reader.offset(), reader.isAtEnd,
            year >= 1, 1...12 ~= month, 1...CronCalendar.length(ofMonth: month, leap: CronCalendar.isLeap(year)) ~= day,
            hour <= 23, minute <= 59, second <= 59
        else { return nil }
        let days = Int64(CronCalendar.day(year: year, month: month, day: day))
        let seconds = days * CronCalendar.secondsPerDay + Int64(hour * 3600 + minute * 60 + second - offset)
        return Instant(seconds: seconds, hasFraction: hasFraction)
    }

    private struct Reader {
        let bytes: [UInt8]
        var cursor = 0

        init(bytes: [UInt8]) { self.bytes = bytes }

        var isAtEnd: Bool { cursor == bytes.count }

        mutating func take(_ character: Unicode.Scalar) -> Bool {
            guard cursor < bytes.count, bytes[cursor] == UInt8(ascii: character) else { return false }
            cursor += 1
            return true
        }

        mutating func number(_ digits: Int) -> Int? {
            guard cursor + digits <= bytes.count else { return nil }
            var number = 0
            for _ in 0..<digits {
                guard case let digit = bytes[cursor] &- 0x30, digit < 10 else { return nil }
                number = number * 10 + Int(digit)
                cursor += 1
            }
            return number
        }

        /// Whether there is a fraction other than zero; nil when the digits are missing.
        mutating func fraction() -> Bool? {
            guard take(".") else { return false }
            let start = cursor
            while cursor < bytes.count, bytes[cursor] &- 0x30 < 10 { cursor += 1 }
            return start == cursor ? nil : bytes[start..<cursor].contains { $0 != 0x30 }
        }

        /// Seconds east of UTC.
        mutating func offset() -> Int? {
            if take("Z") || take("z") { return 0 }
            let sign = take("-") ? -1 : 1
            guard sign == -1 || take("+"), let hours = number(2), take(":"), let minutes = number(2), hours <= 23, minutes <= 59 else {
                return nil
            }
            guard take(":") else { return sign * (hours * 3600 + minutes * 60) }
            return number(2).map { sign * (hours * 3600 + minutes * 60 + $0) }
        }
    }
}
