import Foundation

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
    private static let style = Date.ISO8601FormatStyle()

    var rfc3339: String {
        let seconds = epochSeconds
        let whole = Self.style.format(Date(timeIntervalSince1970: Double(seconds)))
        let fraction = microseconds - seconds * 1_000_000
        guard fraction != 0 else { return whole }
        let digits = String(fraction)
        return whole.dropLast() + "." + String(repeating: "0", count: 6 - digits.count) + digits + "Z"
    }

    /// Reads RFC 3339 with `Z` or an offset and up to six digits of a second's fraction.
    /// - Throws: `TimestampParseError` for any other text.
    public init(rfc3339 text: String) throws(TimestampParseError) {
        // The fraction is taken out by hand: the format style keeps milliseconds only.
        var whole = text
        var microseconds: Int64 = 0
        if let dot = text.firstIndex(of: ".") {
            let digits = text[text.index(after: dot)...].prefix { $0.isASCII && $0.isNumber }
            guard (1...6).contains(digits.count), let value = Int64(digits) else { throw TimestampParseError(text: text) }
            microseconds = (0..<(6 - digits.count)).reduce(value) { shifted, _ in shifted * 10 }
            whole.removeSubrange(dot..<digits.endIndex)
        }
        do {
            let date = try Self.style.parse(whole)
            self.init(microseconds: Int64(date.timeIntervalSince1970) * 1_000_000 + microseconds)
        } catch {
            throw TimestampParseError(text: text)
        }
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
