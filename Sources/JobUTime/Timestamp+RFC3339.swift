/// A text that is not an RFC 3339 instant.
public struct TimestampParseError: Error, Sendable, Equatable, CustomStringConvertible {
    /// The text that was refused.
    public var text: String

    /// What was read, and what would be right.
    public var description: String {
        "'\(text.prefix(40))' is not an instant; write it as 2026-11-23T09:00:00Z or with an offset, 2026-11-23T18:00:00+09:00"
    }
}

extension Timestamp {
    /// By the calendar of today for all times, as RFC 3339 wants it; Foundation changes to Julius Caesar's before 1582.
    var rfc3339: String {
        func padded(_ value: Int64, _ length: Int) -> String {
            let digits = String(value.magnitude)
            return (value < 0 ? "-" : "") + String(repeating: "0", count: max(0, length - digits.count)) + digits
        }
        let (seconds, fraction) = microseconds.flooredDivision(by: 1_000_000)
        let (day, second) = seconds.flooredDivision(by: 86_400)
        let date = Self.date(epochDay: day)
        let time = [second / 3_600, second / 60 % 60, second % 60].map { padded($0, 2) }.joined(separator: ":")
        let whole = "\(padded(date.year, 4))-\(padded(date.month, 2))-\(padded(date.day, 2))T\(time)"
        return fraction == 0 ? whole + "Z" : whole + "." + padded(fraction, 6) + "Z"
    }

    /// Counted from 1 March of year 0, so that the leap day is the last of its year. Howard Hinnant, "chrono-Compatible Low-Level Date
    /// Algorithms".
    private static func date(epochDay: Int64) -> (year: Int64, month: Int64, day: Int64) {
        let (era, day) = (epochDay + 719_468).flooredDivision(by: 146_097)
        let yearOfEra = (day - day / 1_460 + day / 36_524 - day / 146_096) / 365
        let dayOfYear = day - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        return (yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, dayOfYear - (153 * shifted + 2) / 5 + 1)
    }

    /// Reads RFC 3339 with `Z` or an offset and up to nine digits of a second's fraction, of which six are kept; nothing that only
    /// resembles it.
    /// - Throws: `TimestampParseError` for any other text.
    public init(rfc3339 text: String) throws(TimestampParseError) {
        // The longest form has 35 bytes; what is longer need not be looked at.
        guard text.utf8.count <= 35, let microseconds = RFC3339Text(Array(text.utf8)).microseconds else {
            throw TimestampParseError(text: text)
        }
        self.init(microseconds: microseconds)
    }

    /// Decodes the RFC 3339 form.
    /// - Throws: `DecodingError` when the text is not an instant.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        do {
            try self.init(rfc3339: container.decode(String.self))
        } catch let error as TimestampParseError {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: error.description)
        }
    }

    /// Encodes the RFC 3339 form.
    /// - Throws: what the encoder throws.
    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(rfc3339)
    }
}

extension Int64 {
    /// Quotient and remainder, which is never negative.
    fileprivate func flooredDivision(by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
        let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
        return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
    }
}

extension Timestamp {
    private static let fourDigits: ClosedRange<Int64> = -62_167_219_200_000_000...253_402_300_799_999_999

    /// Whether its year is 0000 to 9999, the only ones that RFC 3339 has.
    package var isOfFourDigits: Bool { Self.fourDigits.contains(microseconds) }

    /// The nearest instant of such a year. Between two of them there is always a duration, and every engine can store them.
    package var withFourDigits: Timestamp {
        Timestamp(microseconds: min(max(microseconds, Self.fourDigits.lowerBound), Self.fourDigits.upperBound))
    }
}
