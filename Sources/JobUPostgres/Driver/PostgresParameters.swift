import CJobULibPQ
import JobUDatabase

/// The parameters of one run in the form libpq wants them. Filled anew for each run, in memory that is used again:
/// batches of thousands of rows pass here.
final class PostgresParameters {
    /// The types that are sent to the server; 0 where it finds out by itself.
    private(set) var types: [Oid] = []
    private(set) var lengths: [Int32] = []
    private(set) var formats: [Int32] = []
    private var offsets: [Int] = []
    private var bytes: [UInt8] = []
    private var values: [UnsafePointer<CChar>?] = []

    var count: Int32 { Int32(clamping: types.count) }

    /// - Throws: `SQLError` for what PostgreSQL cannot store: a text with a NUL, a value larger than 1 GiB.
    func fill(_ binds: [SQLValue]) throws {
        types.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        for value in binds { try append(value) }
    }

    /// The values, each a pointer into our memory; null for null.
    func withValues<Value>(_ body: ([UnsafePointer<CChar>?]) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBytes { bytes in
            values.removeAll(keepingCapacity: true)
            for offset in offsets {
                values.append(offset < 0 ? nil : bytes.baseAddress?.advanced(by: offset).assumingMemoryBound(to: CChar.self))
            }
            return try body(values)
        }
    }

    private func append(_ value: SQLValue) throws {
        let start = bytes.count
        switch value {
        case .null: record(PostgresType.unknown, -1, format: 0)
        case .bool(let value):
            bytes.append(value ? 1 : 0)
            record(PostgresType.bool, start, format: 1)
        case .int(let value):
            append(value)
            record(PostgresType.int8, start, format: 1)
        case .double(let value):
            append(Int64(bitPattern: value.bitPattern))
            record(PostgresType.float8, start, format: 1)
        case .timestamp(let microseconds):
            let (value, isTooLarge) = microseconds.subtractingReportingOverflow(PostgresType.epochMicroseconds)
            guard !isTooLarge else { throw SQLError(.other, "a timestamp lies outside of what PostgreSQL can store") }
            append(value)
            record(PostgresType.timestamptz, start, format: 1)
        // The server finds out what a text stands for, as with a literal: text, an enumeration, an interval, …
        case .text(let text): try append(text, PostgresType.unknown)
        case .decimal(let text): try append(text, PostgresType.numeric)
        case .json(let text): try append(text, PostgresType.json)
        case .bytes(let value):
            bytes.append(contentsOf: value)
            record(PostgresType.bytea, start, format: 1)
            // Also an empty value needs an address.
            bytes.append(0)
        }
        guard bytes.count - start < 1 << 30 else { throw SQLError(.other, "a value is larger than 1 GiB") }
    }

    private func append(_ value: Int64) {
        withUnsafeBytes(of: value.bigEndian) { bytes.append(contentsOf: $0) }
    }

    private func append(_ text: String, _ type: Oid) throws {
        let start = bytes.count
        bytes.append(contentsOf: text.utf8)
        guard !bytes[start...].contains(0) else { throw SQLError(.other, "a text holds a NUL character") }
        record(type, start, format: 0)
        bytes.append(0)
    }

    private func record(_ type: Oid, _ offset: Int, format: Int32) {
        types.append(type)
        offsets.append(offset)
        lengths.append(offset < 0 ? 0 : Int32(truncatingIfNeeded: bytes.count - offset))
        formats.append(format)
    }
}
