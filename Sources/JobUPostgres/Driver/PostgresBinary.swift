import CJobULibPQ
import JobUDatabase

/// Reads values in the server's binary form, as its `…send` functions write it.
enum PostgresBinary {
    /// Nil for a type that is not known here.
    static func value(_ bytes: UnsafeRawBufferPointer, _ type: Oid) -> SQLValue? {
        switch type {
        case PostgresType.int8: .int(integer(bytes, Int64.self))
        case PostgresType.int4: .int(Int64(integer(bytes, Int32.self)))
        case PostgresType.int2: .int(Int64(integer(bytes, Int16.self)))
        case PostgresType.oid, PostgresType.xid: .int(Int64(integer(bytes, UInt32.self)))
        case PostgresType.bool: .bool(bytes.first != 0)
        case PostgresType.text, PostgresType.varchar, PostgresType.bpchar, PostgresType.name, PostgresType.char, PostgresType.unknown:
            .text(String(decoding: bytes, as: UTF8.self))
        case PostgresType.bytea: .bytes(Array(bytes))
        case PostgresType.json: .json(String(decoding: bytes, as: UTF8.self))
        // The first byte is the version of the form.
        case PostgresType.jsonb: .json(String(decoding: bytes.dropFirst(), as: UTF8.self))
        case PostgresType.float8: .double(Double(bitPattern: integer(bytes, UInt64.self)))
        case PostgresType.float4: .double(Double(Float(bitPattern: integer(bytes, UInt32.self))))
        case PostgresType.timestamptz, PostgresType.timestamp: timestamp(integer(bytes, Int64.self))
        case PostgresType.date: date(integer(bytes, Int32.self))
        case PostgresType.time: .text(time(integer(bytes, Int64.self)))
        case PostgresType.numeric: numeric(bytes)
        case PostgresType.uuid: .text(uuid(bytes))
        case PostgresType.void: .null
        default: nil
        }
    }

    static func integer<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, _ type: Number.Type, at offset: Int = 0) -> Number {
        guard bytes.count >= offset + MemoryLayout<Number>.size else { return 0 }
        return Number(bigEndian: bytes.loadUnaligned(fromByteOffset: offset, as: Number.self))
    }

    private static func timestamp(_ microseconds: Int64) -> SQLValue {
        if microseconds == .max { return .text("infinity") }
        if microseconds == .min { return .text("-infinity") }
        return .timestamp(microseconds: microseconds &+ PostgresType.epochMicroseconds)
    }

    private static func date(_ days: Int32) -> SQLValue {
        if days == .max { return .text("infinity") }
        if days == .min { return .text("-infinity") }
        return .text(civil(daysSince2000: Int(days)))
    }

    /// The Gregorian date, by counting in eras of 400 years (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
    private static func civil(daysSince2000: Int) -> String {
        let days = daysSince2000 + 10_957 + 719_468
        let era = (days >= 0 ? days : days - 146_096) / 146_097
        let dayOfEra = days - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shifted = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shifted + 2) / 5 + 1
        let month = shifted < 10 ? shifted + 3 : shifted - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }

    private static func time(_ microseconds: Int64) -> String {
        let seconds = Int(microseconds / 1_000_000)
        let clock = "\(padded(seconds / 3_600, 2)):\(padded(seconds / 60 % 60, 2)):\(padded(seconds % 60, 2))"
        let fraction = Int(microseconds % 1_000_000)
        return fraction == 0 ? clock : "\(clock).\(padded(fraction, 6))"
    }

    static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number.magnitude)
        return (number < 0 ? "-" : "") + String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func uuid(_ bytes: UnsafeRawBufferPointer) -> String {
        bytes.enumerated().reduce(into: "") { text, byte in
            if [4, 6, 8, 10].contains(byte.offset) { text += "-" }
            let digits = String(byte.element, radix: 16)
            text += digits.count == 1 ? "0" + digits : digits
        }
    }

    /// Digits to the base 10,000 with the weight of the first and the number of decimals to show.
    private static func numeric(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        let count = Int(integer(bytes, Int16.self))
        let weight = Int(integer(bytes, Int16.self, at: 2))
        let sign = integer(bytes, UInt16.self, at: 4)
        let scale = Int(integer(bytes, Int16.self, at: 6))
        switch sign {
        case 0xC000: return .text("NaN")
        case 0xD000: return .text("Infinity")
        case 0xF000: return .text("-Infinity")
        default: break
        }
        func digits(_ place: Int) -> String {
            let index = weight - place
            return (0..<count).contains(index) ? padded(Int(integer(bytes, Int16.self, at: 8 + 2 * index)), 4) : "0000"
        }
        let whole = weight < 0 ? "0" : (0...weight).reversed().map(digits).joined()
        let trimmed = whole.drop { $0 == "0" }
        var text = (sign == 0x4000 ? "-" : "") + (trimmed.isEmpty ? "0" : String(trimmed))
        if scale > 0 {
            let places = (scale + 3) / 4
            text += "." + (1...places).map { digits(-$0) }.joined().prefix(scale)
        }
        return .decimal(text)
    }
}
