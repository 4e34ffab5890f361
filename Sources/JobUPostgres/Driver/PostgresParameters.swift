import CJobULibPQ
import JobUDatabase

/// The parameters of one run in the forms the server reads: numbers and bytes binary, everything else as text whose type the server
/// infers. All of them lie in one piece of memory.
struct PostgresParameters {
    struct Pointers {
        var count: Int32
        var pointers: UnsafePointer<UnsafePointer<CChar>?>?
        var lengths: UnsafePointer<Int32>?
        var formats: UnsafePointer<Int32>?
    }

    private(set) var types: [Oid] = []
    private var bytes: [UInt8] = []
    /// -1 for null.
    private var offsets: [Int] = []
    private var lengths: [Int32] = []
    private var formats: [Int32] = []

    /// - Throws: `DatabaseError` for a text with a NUL, which no text of the server can hold.
    init(_ binds: [SQLValue]) throws {
        types.reserveCapacity(binds.count)
        offsets.reserveCapacity(binds.count)
        lengths.reserveCapacity(binds.count)
        formats.reserveCapacity(binds.count)
        for bind in binds { try append(bind) }
    }

    /// Takes other values, in the memory that is there.
    mutating func replace(_ binds: [SQLValue]) throws {
        types.removeAll(keepingCapacity: true)
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        lengths.removeAll(keepingCapacity: true)
        formats.removeAll(keepingCapacity: true)
        for bind in binds { try append(bind) }
    }

    func withPointers<Value>(_ body: (Pointers) throws -> Value) rethrows -> Value {
        try bytes.withUnsafeBufferPointer { bytes in
            let start = UnsafeRawPointer(bytes.baseAddress)?.assumingMemoryBound(to: CChar.self)
            // A value without bytes still needs an address: nil would mean null.
            let pointers: [UnsafePointer<CChar>?] = offsets.map { $0 < 0 ? nil : (start ?? Self.nowhere) + $0 }
            return try pointers.withUnsafeBufferPointer { pointers in
                try lengths.withUnsafeBufferPointer { lengths in
                    try formats.withUnsafeBufferPointer { formats in
                        try body(
                            Pointers(
                                count: Int32(pointers.count), pointers: pointers.baseAddress, lengths: lengths.baseAddress,
                                formats: formats.baseAddress))
                    }
                }
            }
        }
    }

    // Never read: it stands for values of length zero.
    nonisolated(unsafe) private static let nowhere: UnsafePointer<CChar> = {
        let memory = UnsafeMutablePointer<CChar>.allocate(capacity: 1)
        memory.pointee = 0
        return UnsafePointer(memory)
    }()

    private mutating func append(_ value: SQLValue) throws {
        switch value {
        case .null: add(PostgresType.inferred, at: -1, length: 0, format: 0)
        case .bool(let value): binary(PostgresType.bool, value ? 1 : 0 as UInt8)
        case .int(let value): binary(PostgresType.int8, value.bigEndian)
        case .double(let value): binary(PostgresType.float8, value.bitPattern.bigEndian)
        case .timestamp(let microseconds):
            binary(PostgresType.timestamptz, (microseconds &- PostgresType.epochMicroseconds).bigEndian)
        case .bytes(let value):
            add(PostgresType.bytea, at: bytes.count, length: value.count, format: 1)
            bytes += value
        case .text(let text): try self.text(PostgresType.inferred, text)
        case .decimal(let text): try self.text(PostgresType.numeric, text)
        case .json(let text): try self.text(PostgresType.json, text)
        }
    }

    private mutating func binary<Number>(_ type: Oid, _ value: Number) {
        withUnsafeBytes(of: value) { value in
            add(type, at: bytes.count, length: value.count, format: 1)
            bytes += value
        }
    }

    private mutating func text(_ type: Oid, _ text: String) throws {
        let start = bytes.count
        bytes += text.utf8
        guard !bytes[start...].contains(0) else { throw DatabaseError(.other, "a text holds a NUL character") }
        add(type, at: start, length: bytes.count - start, format: 0)
        bytes.append(0)
    }

    private mutating func add(_ type: Oid, at offset: Int, length: Int, format: Int32) {
        types.append(type)
        offsets.append(offset)
        lengths.append(Int32(truncatingIfNeeded: length))
        formats.append(format)
    }
}
