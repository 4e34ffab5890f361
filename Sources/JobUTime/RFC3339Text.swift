/// The bytes of an instant as RFC 3339 writes it: `2026-11-23T09:00:00.5+09:00`.
struct RFC3339Text {
    private let bytes: [UInt8]

    init(_ bytes: [UInt8]) {
        self.bytes = bytes
    }

    /// Microseconds since the Unix epoch; nil for any other text.
    var microseconds: Int64? {
        guard let day = epochDay, let second = secondOfDay, let (fraction, zone) = fraction, let offset = offset(at: zone) else {
            return nil
        }
        return (Int64(day) * 86_400 + Int64(second - offset)) * 1_000_000 + Int64(fraction)
    }

    private var epochDay: Int? {
        guard let year = number(at: 0, 4), isSign("-", at: 4), let month = number(at: 5, 2), isSign("-", at: 7),
            let day = number(at: 8, 2), (1...12).contains(month), day >= 1, day <= Self.length(year, month)
        else { return nil }
        // Counted from 1 March of year 0, so that the leap day is the last of its year. Howard Hinnant, "chrono-Compatible
        // Low-Level Date Algorithms".
        let shifted = month > 2 ? year : year - 1
        let leapDays = shifted / 4 - shifted / 100 + shifted / 400
        return shifted * 365 + leapDays + (153 * ((month + 9) % 12) + 2) / 5 + day - 719_469
    }

    private var secondOfDay: Int? {
        guard isSign("T", at: 10), let hour = number(at: 11, 2), isSign(":", at: 13), let minute = number(at: 14, 2),
            isSign(":", at: 16), let second = number(at: 17, 2), hour < 24, minute < 60, second < 60
        else { return nil }
        return hour * 3_600 + minute * 60 + second
    }

    /// The microseconds, and where the zone begins.
    private var fraction: (microseconds: Int, end: Int)? {
        guard isSign(".", at: 19) else { return (0, 19) }
        let digits = bytes[20...].prefix { (0x30...0x39).contains($0) }
        // Finer than a microsecond is cut off: other programs write seven or nine digits.
        let kept = min(digits.count, 6)
        guard (1...9).contains(digits.count), let value = number(at: 20, kept) else { return nil }
        return ((0..<(6 - kept)).reduce(value) { value, _ in value * 10 }, 20 + digits.count)
    }

    /// Seconds east of UTC.
    private func offset(at start: Int) -> Int? {
        if isSign("Z", at: start) { return bytes.count == start + 1 ? 0 : nil }
        let isWest = isSign("-", at: start)
        guard isWest || isSign("+", at: start), bytes.count == start + 6, let hours = number(at: start + 1, 2),
            isSign(":", at: start + 3), let minutes = number(at: start + 4, 2), hours < 24, minutes < 60
        else { return nil }
        return (hours * 3_600 + minutes * 60) * (isWest ? -1 : 1)
    }

    private func number(at start: Int, _ count: Int) -> Int? {
        guard start + count <= bytes.count else { return nil }
        var value = 0
        for byte in bytes[start..<start + count] {
            guard (0x30...0x39).contains(byte) else { return nil }
            value = value * 10 + Int(byte - 0x30)
        }
        return value
    }

    private func isSign(_ sign: Unicode.Scalar, at index: Int) -> Bool {
        index < bytes.count && bytes[index] == UInt8(ascii: sign)
    }

    private static func length(_ year: Int, _ month: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}
