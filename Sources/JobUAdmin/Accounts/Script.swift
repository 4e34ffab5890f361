/// The script a letter belongs to, as far as names need it: letters of two of them must not stand together unless people write so.
enum Script: Hashable, Sendable {
    case latin, greek, cyrillic, hangul, han, kana
    /// Another one, by its block.
    case other(UInt32)

    private static let ranges: [(Script, [ClosedRange<UInt32>])] = [
        (.latin, [0x41...0x5A, 0x61...0x7A, 0xAA...0xAA, 0xBA...0xBA, 0xC0...0x2AF, 0x1D00...0x1DBF, 0x1E00...0x1EFF, 0xA720...0xA7FF]),
        (.greek, [0x370...0x3FF, 0x1F00...0x1FFF]),
        (.cyrillic, [0x400...0x52F, 0x1C80...0x1C8F, 0x2DE0...0x2DFF, 0xA640...0xA69F]),
        (.hangul, [0x1100...0x11FF, 0x3130...0x318F, 0xA960...0xA97F, 0xAC00...0xD7FF]),
        (.kana, [0x3040...0x30FF, 0x31F0...0x31FF]),
        (.han, [0x3005...0x3007, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xF900...0xFAFF, 0x20000...0x323AF]),
    ]

    /// Nil for what all scripts share: digits, signs and marks.
    init?(_ scalar: Unicode.Scalar) {
        let value = scalar.value
        guard scalar.properties.isAlphabetic, !(0x300...0x36F).contains(value) else { return nil }
        self = Self.ranges.first { $0.1.contains { $0.contains(value) } }?.0 ?? .other(value >> 8)
    }

    /// Whether people write these together: one script alone, or Latin letters beside Korean, Japanese or Chinese.
    static func canStandTogether(_ scripts: Set<Script>) -> Bool {
        scripts.count <= 1 || scripts.isSubset(of: [.latin, .han, .hangul]) || scripts.isSubset(of: [.latin, .han, .kana])
    }

    /// Whether letters of these are written with marks of their own, as those of India are.
    static func haveMarks(_ scripts: Set<Script>) -> Bool {
        scripts.contains { if case .other = $0 { true } else { false } }
    }
}
