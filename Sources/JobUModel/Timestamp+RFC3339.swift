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
        let fraction = (microseconds % 1_000_000 + 1_000_000) % 1_000_000
        guard fraction != 0 else { return whole }
        let digits = String(fraction)
        return whole.dropLast() + "." + String(repeating: "0", count: 6 - digits.count) + digits + "Z"
    }

    /// Reads RFC 3339 with `Z` or an offset and up to six digits of a second's fraction; nothing that only resembles it.
    /// - Throws: `TimestampParseError` for any other text.
    public init(rfc3339 text: String) throws(TimestampParseError) {
        // The longest form has 32 bytes; what is longer need not be looked at.
        guard text.utf8.count <= 32, let microseconds = RFC3339Text(Array(text.utf8)).microseconds else {
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
