import JobUTesting
import Testing

@testable import JobUMySQL

@Suite("Instants in the server's form")
struct MySQLTimeTests {
    private static let first: Int64 = -62_167_219_200_000_000
    private static let last: Int64 = 253_402_300_799_999_999

    @Test("any of the years 0 to 9999 comes back as it was")
    func roundTrip() throws {
        var random = SplitMix64(seed: 1)
        let instants =
            [Self.first, Self.last, -1, 0, 1] + (0..<2_000).map { _ in Int64.random(in: Self.first...Self.last, using: &random) }
        for instant in instants {
            #expect(MySQLTime.microseconds(try #require(MySQLTime.time(instant))) == instant)
        }
    }

    @Test("one beyond them is refused, and none traps")
    func beyond() {
        var random = SplitMix64(seed: 2)
        for instant in [Int64.min, .min + 1, Self.first - 1, Self.last + 1, .max - 1, .max] { #expect(MySQLTime.time(instant) == nil) }
        for _ in 0..<2_000 {
            let instant = Int64.random(in: .min ... .max, using: &random)
            #expect((MySQLTime.time(instant) != nil) == (Self.first...Self.last).contains(instant))
        }
    }
}
