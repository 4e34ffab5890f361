/// PostgreSQL's exact numbers: digits of base 10000, the position of the first one, and how many decimals are shown.
enum PostgresNumeric {
    static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        func word(_ position: Int) -> Int {
            Int(Int16(bigEndian: bytes.loadUnaligned(fromByteOffset: position * 2, as: Int16.self)))
        }
        let (count, weight, sign, decimals) = (word(0), word(1), UInt16(truncatingIfNeeded: word(2)), word(3))
        switch sign {
        case 0xC000: return "NaN"
        case 0xD000: return "Infinity"
        case 0xF000: return "-Infinity"
        default: break
        }
        // Digits that are not sent are zero.
        func digit(_ position: Int) -> Int { position >= 0 && position < count ? word(4 + position) : 0 }

        var text: [UInt8] = sign == 0x4000 ? [UInt8(ascii: "-")] : []
        if weight < 0 { text.append(UInt8(ascii: "0")) }
        for position in stride(from: 0, through: weight, by: 1) {
            position == 0 ? text.append(contentsOf: String(digit(position)).utf8) : append(digit(position), to: &text)
        }
        guard decimals > 0 else { return String(decoding: text, as: UTF8.self) }
        text.append(UInt8(ascii: "."))
        let end = text.count + decimals
        var position = weight + 1
        while text.count < end {
            append(digit(position), to: &text)
            position += 1
        }
        return String(decoding: text.prefix(end), as: UTF8.self)
    }

    /// The four decimal digits of one digit of base 10000.
    private static func append(_ digit: Int, to text: inout [UInt8]) {
        for divisor in [1000, 100, 10, 1] { text.append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: digit / divisor % 10)) }
    }
}
