import Foundation

/// A compiled zone of tzdata (TZif, RFC 8536). Reading checks every length: a damaged file gives nil, never a trap.
struct TimeZoneFile {
    /// The offset before the first change, seconds.
    private(set) var firstOffset: Int64 = 0
    private(set) var changes: [ZoneChange] = []
    /// The rule for the time after the last change, such as `EST5EDT,M3.2.0,M11.1.0`; empty when there is none.
    private(set) var footer = ""

    private struct Counts {
        let version: UInt8
        let isUTC, isStandard, leap, times, types, characters: Int

        /// The length of the block that follows the header.
        func blockLength(timeSize: Int) -> Int {
            times * (timeSize + 1) + types * 6 + characters + leap * (timeSize + 4) + isStandard + isUTC
        }
    }

    init?(_ data: Data) {
        let bytes = [UInt8](data)
        guard let first = Self.counts(bytes, at: 0) else { return nil }
        if first.version == 0 {
            guard readBlock(bytes, at: 44, first, timeSize: 4) else { return nil }
            return
        }
        // Versions 2 and later repeat the block with 64-bit times, then the footer between two line feeds.
        let second = 44 + first.blockLength(timeSize: 4)
        guard let counts = Self.counts(bytes, at: second), readBlock(bytes, at: second + 44, counts, timeSize: 8) else { return nil }
        let footerStart = second + 44 + counts.blockLength(timeSize: 8) + 1
        guard footerStart <= bytes.count, bytes[footerStart - 1] == 0x0A else { return nil }
        footer = String(decoding: bytes[footerStart...].prefix { $0 != 0x0A }, as: UTF8.self)
    }

    private static func counts(_ bytes: [UInt8], at start: Int) -> Counts? {
        guard start + 44 <= bytes.count, bytes[start..<(start + 4)].elementsEqual("TZif".utf8) else { return nil }
        func count(_ index: Int) -> Int { Int(integer(bytes, at: start + 20 + 4 * index, size: 4)) }
        let counts = Counts(
            version: bytes[start + 4], isUTC: count(0), isStandard: count(1), leap: count(2), times: count(3), types: count(4),
            characters: count(5))
        // No zone comes near these bounds; they keep the sums below small.
        let all = [counts.isUTC, counts.isStandard, counts.leap, counts.times, counts.types, counts.characters]
        return all.allSatisfy { 0...1_000_000 ~= $0 } ? counts : nil
    }

    private mutating func readBlock(_ bytes: [UInt8], at start: Int, _ counts: Counts, timeSize: Int) -> Bool {
        guard start + counts.blockLength(timeSize: timeSize) <= bytes.count, counts.types > 0 else { return false }
        let indexes = start + counts.times * timeSize
        let types = indexes + counts.times
        func offset(_ type: Int) -> Int64 { Self.integer(bytes, at: types + 6 * type, size: 4) }
        firstOffset = offset(0)
        for index in 0..<counts.times {
            let type = Int(bytes[indexes + index])
            guard type < counts.types, abs(offset(type)) < 86_400 * 2 else { return false }
            let instant = Self.integer(bytes, at: start + timeSize * index, size: timeSize)
            if let last = changes.last, last.instant >= instant { return false }
            changes.append(ZoneChange(instant: instant, offset: offset(type)))
        }
        return abs(firstOffset) < 86_400 * 2
    }

    /// A big-endian two's complement integer.
    private static func integer(_ bytes: [UInt8], at start: Int, size: Int) -> Int64 {
        let raw = bytes[start..<(start + size)].reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return size == 4 ? Int64(Int32(truncatingIfNeeded: raw)) : Int64(bitPattern: raw)
    }
}

extension ZoneTable {
    /// The clock of a zone file, with its rule carried on to 2200.
    convenience init?(name: String, file: TimeZoneFile) {
        var changes = file.changes
        if !file.footer.isEmpty {
            guard let rule = PosixZoneRule(file.footer) else { return nil }
            let last = changes.last?.instant ?? .min
            changes += rule.changes(inYears: 1969...2200).filter { $0.instant > last }
        }
        let offset = changes.last { $0.instant <= Self.start }?.offset ?? file.firstOffset
        self.init(name: name, offset: offset, changes: changes.filter { $0.instant > Self.start && $0.instant < Self.end })
    }
}
