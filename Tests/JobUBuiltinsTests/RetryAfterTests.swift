import JobUModel
import Testing

@testable import JobUBuiltins

@Suite("What a server says about when to come again")
struct RetryAfterTests {
    private let now = Timestamp(epochSeconds: 1_767_225_600)

    @Test(
        "a number or a date of the next day counts, anything else does not, and nothing traps",
        arguments: [
            ("30", 30), (" 0 ", 0), ("Thu, 01 Jan 2026 00:01:00 GMT", 60), ("-1", nil), ("86401", nil), ("99999999999999999999", nil),
            ("soon", nil), ("", nil), ("Wed, 31 Dec 2025 23:59:00 GMT", nil), ("Fri, 01 Jan 9999 00:00:00 GMT", nil),
            ("Fri, 01 Jan 999999 00:00:00 GMT", nil), ("Fri, 01 Jan 99999999 00:00:00 GMT", nil), ("Fri, 01 Jan 0000 00:00:00 GMT", nil),
        ] as [(String, Int?)])
    func delay(_ text: String, _ seconds: Int?) {
        #expect(RetryAfter.delay(text, now: now) == seconds.map { .seconds($0) })
    }
}
