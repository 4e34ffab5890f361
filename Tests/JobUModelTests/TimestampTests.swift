import Foundation
import JobUTesting
import Testing

@testable import JobUModel
@testable import JobUTime

@Suite("Timestamps")
struct TimestampTests {
    @Test(
        "are read and printed as RFC 3339",
        arguments: [
            ("2026-01-01T00:00:00Z", "2026-01-01T00:00:00Z"),
            ("2026-01-01T09:00:00+09:00", "2026-01-01T00:00:00Z"),
            ("2025-12-31T18:30:00-05:30", "2026-01-01T00:00:00Z"),
            ("2026-01-01T00:00:00.5Z", "2026-01-01T00:00:00.500000Z"),
            ("2026-01-01T00:00:00.000001Z", "2026-01-01T00:00:00.000001Z"),
            ("2026-01-01T00:00:00.000000Z", "2026-01-01T00:00:00Z"),
            ("2026-01-01T00:00:00.25+01:00", "2025-12-31T23:00:00.250000Z"),
            ("1969-12-31T23:59:59.5Z", "1969-12-31T23:59:59.500000Z"),
            ("2024-02-29T23:59:59Z", "2024-02-29T23:59:59Z"),
            ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59.999999Z"),
            // Before 1582 the calendar is the same.
            ("1158-04-01T08:30:21.67-14:23", "1158-04-01T22:53:21.670000Z"),
            ("1500-02-28T00:00:00+23:59", "1500-02-27T00:01:00Z"),
            ("0000-03-01T00:00:00Z", "0000-03-01T00:00:00Z"),
        ])
    func parse(text: String, printed: String) throws {
        #expect(try Timestamp(rfc3339: text).description == printed)
    }

    @Test(
        "refuse what is no instant",
        arguments: [
            "", "Z", "now", "2026-01-01", "2026-01-01T00:00Z", "2026-01-01T00:00:00", "20260101T000000Z", "2026-13-01T00:00:00Z",
            "2026-01-01 00:00:00Z", " 2026-01-01T00:00:00Z", "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z",
            "2026-01-01T00:00:00,5Z", "2026-01-01T00:00:00.٣Z", "２026-01-01T00:00:00Z", "+2026-01-01T00:00:00Z",
            "2026-01-01T00:00:00+99:00", "2026-W01-1T00:00:00Z", "2026-01-01T-1:00:00Z", "999999-01-01T00:00:00Z",
            String(repeating: "9", count: 100_000), "2026-01-01T00:00:00.\(String(repeating: "1", count: 100_000))Z",
        ])
    func refused(text: String) {
        #expect(throws: TimestampParseError(text: text)) { try Timestamp(rfc3339: text) }
    }

    @Test(
        "refuse text around an instant, and days and hours that no calendar has",
        arguments: [
            "2026.5-01-01T00:00:00Z", "2026-01-01T00:00:00Z.5", "2026-01-01T00:00:00Zjunk", "2026-01-01T00:00:00Z ",
            "2026-01-01T00:00:00Z\n", "2026-02-30T00:00:00Z", "2023-02-29T00:00:00Z", "2026-01-01T24:00:00Z",
            "2026-01-01T00:60:00Z", "2026-01-01T00:00:61Z", "2026-1-1T0:0:0Z", "2026-01-01T00:00:00+9:00",
        ])
    func refusedStrictly(text: String) {
        #expect(throws: TimestampParseError(text: text)) { try Timestamp(rfc3339: text) }
    }

    @Test("quote no more of a refused text than a line holds")
    func quoted() {
        #expect(TimestampParseError(text: String(repeating: "x", count: 100_000)).description.count < 200)
    }

    @Test("read what they print", arguments: UInt64(1)...200)
    func roundTrip(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let instant = Timestamp(microseconds: Int64.random(in: -10_000_000_000_000_000...250_000_000_000_000_000, using: &random))
        #expect(try Timestamp(rfc3339: instant.description) == instant, "\(random)")
        let coded = try JSONDecoder().decode(Timestamp.self, from: JSONEncoder().encode(instant))
        #expect(coded == instant, "\(random)")
    }

    @Test(
        "seconds are rounded towards the past",
        arguments: [(-1, -1), (0, 0), (999_999, 0), (1_000_000, 1), (-1_000_000, -1), (-1_000_001, -2)])
    func epochSeconds(microseconds: Int64, seconds: Int64) {
        #expect(Timestamp(microseconds: microseconds).epochSeconds == seconds)
    }

    @Test("move by durations, to the microsecond")
    func arithmetic() {
        let instant = Timestamp(epochSeconds: 10)
        #expect(instant + .milliseconds(1) == Timestamp(microseconds: 10_001_000))
        #expect(instant - .seconds(11) == Timestamp(epochSeconds: -1))
        #expect(instant + .nanoseconds(1_999) == Timestamp(microseconds: 10_000_001))
        #expect(Timestamp(epochSeconds: 4) - instant == .seconds(-6))
        #expect(Timestamp(instant.date) == instant)
    }

    @Test("a JSON text that is no instant is a decoding error that says what is wanted")
    func decodingError() throws {
        let error = try #require(throws: DecodingError.self) {
            try JSONDecoder().decode([Timestamp].self, from: Data(#"["tomorrow"]"#.utf8))
        }
        #expect("\(error)".contains("'tomorrow' is not an instant"))
    }

    @Test(
        "seven and nine digits of a second's fraction are read to the microsecond",
        arguments: ["2026-01-01T00:00:00.1234567Z", "2026-01-01T00:00:00.123456999Z", "2026-01-01T09:00:00.123456789+09:00"])
    func fineFractions(text: String) throws {
        #expect(try Timestamp(rfc3339: text) == Timestamp(rfc3339: "2026-01-01T00:00:00.123456Z"))
    }
}
