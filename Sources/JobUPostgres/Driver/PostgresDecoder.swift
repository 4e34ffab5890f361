import CJobULibPQ
import Foundation
import JobUDatabase

/// How a column's binary values are read.
enum PostgresDecoder {
    case bool, bytes, char, int2, int4, int8, oid, float4, float8, text, jsonText, jsonb, date, timestamp, numeric, uuid, void

    /// - Throws: `SQLError` with code `decoding` for a type we do not know.
    init(type: Oid, column: String) throws(SQLError) {
        switch type {
        case 16: self = .bool
        case 17: self = .bytes
        case 18: self = .char
        case 20, 5069: self = .int8
        case 21: self = .int2
        case 23: self = .int4
        case 26, 28, 29: self = .oid
        case 19, 25, 142, 705, 1042, 1043: self = .text
        case 114: self = .jsonText
        case 3802: self = .jsonb
        case 700: self = .float4
        case 701: self = .float8
        case 1082: self = .date
        case 1114, 1184: self = .timestamp
        case 1700: self = .numeric
        case 2278: self = .void
        case 2950: self = .uuid
        default:
            throw SQLError(
                .decoding, "column '\(column)' has the type with OID \(type), which is not decoded; cast it to text in the statement")
        }
    }

    /// One value. The server sends as many bytes as the type has.
    func value(_ bytes: UnsafeRawBufferPointer) -> SQLValue {
        switch self {
        case .bool: .bool(bytes.first == 1)
        case .bytes: .bytes(Array(bytes))
        case .int2: .int(Int64(Self.integer(bytes, as: Int16.self)))
        case .int4: .int(Int64(Self.integer(bytes, as: Int32.self)))
        case .int8: .int(Self.integer(bytes, as: Int64.self))
        case .oid: .int(Int64(Self.integer(bytes, as: UInt32.self)))
        case .float4: .double(Double(Float(bitPattern: Self.integer(bytes, as: UInt32.self))))
        case .float8: .double(Double(bitPattern: Self.integer(bytes, as: UInt64.self)))
        case .text, .char: .text(String(decoding: bytes, as: UTF8.self))
        case .jsonText: .json(String(decoding: bytes, as: UTF8.self))
        // Its first byte is the version of the format.
        case .jsonb: .json(String(decoding: bytes.dropFirst(), as: UTF8.self))
        case .date: .text(Self.date(days: Self.integer(bytes, as: Int32.self)))
        case .timestamp: .timestamp(microseconds: Self.microseconds(Self.integer(bytes, as: Int64.self)))
        case .numeric: .decimal(PostgresNumeric.text(bytes))
        case .uuid: .text(Self.uuid(bytes))
        case .void: .null
        }
    }

    static func integer<Number: FixedWidthInteger>(_ bytes: UnsafeRawBufferPointer, as type: Number.Type) -> Number {
        Number(bigEndian: bytes.loadUnaligned(as: type))
    }

    /// `infinity` and `-infinity` become the last and the first instant of all.
    private static func microseconds(_ value: Int64) -> Int64 {
        if value == .min { return .min }
        return value.addingReportingOverflow(PostgresType.epochMicroseconds).overflow ? .max : value + PostgresType.epochMicroseconds
    }

    /// Days since 2000-01-01 as PostgreSQL writes them, by the calendar whose year begins in March.
    private static func date(days: Int32) -> String {
        if days == .max { return "infinity" }
        if days == .min { return "-infinity" }
        let shifted = Int(days) + 730_425
        let era = (shifted >= 0 ? shifted : shifted - 146_096) / 146_097
        let dayOfEra = shifted - era * 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let monthFromMarch = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1
        let month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9
        let year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
        let written = "\(padded(year > 0 ? year : 1 - year, 4))-\(padded(month, 2))-\(padded(day, 2))"
        return year > 0 ? written : written + " BC"
    }

    private static func padded(_ number: Int, _ width: Int) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }

    private static func uuid(_ bytes: UnsafeRawBufferPointer) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        for (index, byte) in bytes.enumerated() {
            if [4, 6, 8, 10].contains(index) { text.append(UInt8(ascii: "-")) }
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}
