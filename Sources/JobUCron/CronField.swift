/// The values of one field as bits, and whether its text starts with `*` (or `?`), which cron daemons look at.
struct CronField: Hashable, Sendable {
    var bits: UInt64
    var hasStar: Bool

    func contains(_ value: Int) -> Bool { bits >> UInt64(value) & 1 == 1 }

    /// The smallest value not below `value` (0 to 63), or nil.
    func first(from value: Int) -> Int? {
        let rest = bits & (~0 << UInt64(value))
        return rest == 0 ? nil : rest.trailingZeroBitCount
    }

    /// The largest value not above `value` (0 to 62), or nil.
    func last(through value: Int) -> Int? {
        let rest = bits & ((1 << UInt64(value + 1)) &- 1)
        return rest == 0 ? nil : 63 - rest.leadingZeroBitCount
    }

    /// The smallest and the largest value. A field is never empty but as a half of a day rule.
    var lowest: Int { bits.trailingZeroBitCount }
    var highest: Int { 63 - bits.leadingZeroBitCount }

    var values: [Int] { (0..<64).filter(contains) }

    /// The bits of `low`, `low + step`, … up to `high`; all within 0 to 63.
    static func bits(_ low: Int, _ high: Int, step: Int = 1) -> UInt64 {
        if step == 1 { return (~0 >> UInt64(63 - (high - low))) << UInt64(low) }
        var bits: UInt64 = 0
        for value in stride(from: low, through: high, by: step) { bits |= 1 << UInt64(value) }
        return bits
    }
}

/// A set of years, 1970 to 2199.
struct CronYears: Hashable, Sendable {
    private var words = SIMD4<UInt64>(repeating: 0)

    static let every: CronYears = {
        var all = CronYears()
        for year in CronFieldName.year.range { all.insert(year) }
        return all
    }()

    mutating func insert(_ year: Int) {
        let bit = year - 1970
        words[bit >> 6] |= 1 << UInt64(bit & 63)
    }

    func contains(_ year: Int) -> Bool {
        let bit = year - 1970
        return words[bit >> 6] >> UInt64(bit & 63) & 1 == 1
    }

    var values: [Int] { CronFieldName.year.range.filter(contains) }
}
