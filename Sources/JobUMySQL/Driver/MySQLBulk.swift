import CJobULibMariaDB
import JobUDatabase

/// Many rows of parameters column by column, for MariaDB's bulk execution: one message for all of them.
///
/// The server then tells only how many rows were changed in all, so this is for statements that change one row a run.
struct MySQLBulk {
    fileprivate struct Column {
        var type: enum_field_types
        var numbers: [Int64] = []
        var doubles: [Double] = []
        var times: [MYSQL_TIME] = []
        var flags: [Int8] = []
        var bytes: [UInt8] = []
        var offsets: [Int] = []
        var lengths: [UInt] = []
        var indicators: [CChar] = []
    }

    let count: Int
    private var columns: [Column]

    /// Nil for a statement or rows this is not good for: a column with values of several kinds, or a statement that is no plain INSERT.
    init?(_ text: String, _ rows: ArraySlice<[SQLValue]>) {
        guard let first = rows.first, rows.count > 1, Self.isPlainInsert(text) else { return nil }
        count = rows.count
        columns = []
        for index in first.indices {
            guard let column = Self.column(rows.map { index < $0.count ? $0[index] : .null }) else { return nil }
            columns.append(column)
        }
    }

    private static func isPlainInsert(_ text: String) -> Bool {
        let words = text.uppercased()
        return words.hasPrefix("INSERT INTO") && words.contains("VALUES") && !words.contains("ON DUPLICATE") && !words.contains("SELECT")
    }

    private static func column(_ values: [SQLValue]) -> Column? {
        guard let sample = values.first(where: { $0 != .null }) else { return Column(nulls: values.count) }
        var column = Column(type: type(sample))
        for value in values {
            guard value == .null || type(value) == column.type, column.append(value) else { return nil }
        }
        return column
    }

    private static func type(_ value: SQLValue) -> enum_field_types {
        switch value {
        case .null: MYSQL_TYPE_NULL
        case .bool: MYSQL_TYPE_TINY
        case .int: MYSQL_TYPE_LONGLONG
        case .double: MYSQL_TYPE_DOUBLE
        case .timestamp: MYSQL_TYPE_DATETIME
        case .bytes: MYSQL_TYPE_BLOB
        case .text, .json, .decimal: MYSQL_TYPE_STRING
        }
    }

    /// Gives the binds; they point into this value's memory and are good inside `body` only.
    mutating func withBinds(_ body: (UnsafeMutablePointer<MYSQL_BIND>?) throws -> Void) throws {
        var pieces: [UnsafeMutableRawPointer] = []
        defer { for piece in pieces { piece.deallocate() } }
        func copy<Element>(_ elements: [Element]) -> UnsafeMutableRawPointer {
            let size = max(16, elements.count * MemoryLayout<Element>.stride)
            let piece = UnsafeMutableRawPointer.allocate(byteCount: size, alignment: 16)
            elements.withUnsafeBytes { piece.copyMemory(from: $0.baseAddress ?? UnsafeRawPointer(piece), byteCount: $0.count) }
            pieces.append(piece)
            return piece
        }
        var binds = columns.map { column in
            var bind = MYSQL_BIND()
            bind.buffer_type = column.type
            bind.u.indicator = copy(column.indicators).assumingMemoryBound(to: CChar.self)
            switch column.type {
            case MYSQL_TYPE_TINY: bind.buffer = copy(column.flags)
            case MYSQL_TYPE_LONGLONG: bind.buffer = copy(column.numbers)
            case MYSQL_TYPE_DOUBLE: bind.buffer = copy(column.doubles)
            // Of instants and of values of any length the library wants a list of addresses.
            case MYSQL_TYPE_DATETIME:
                let times = copy(column.times)
                bind.buffer = copy(column.times.indices.map { times + $0 * MemoryLayout<MYSQL_TIME>.stride })
            default:
                let bytes = copy(column.bytes)
                bind.buffer = copy(column.offsets.map { bytes + $0 })
                bind.length = copy(column.lengths).assumingMemoryBound(to: UInt.self)
            }
            return bind
        }
        try binds.withUnsafeMutableBufferPointer { try body($0.baseAddress) }
    }
}

extension MySQLBulk.Column {
    fileprivate init(nulls count: Int) {
        type = MYSQL_TYPE_LONGLONG
        numbers = Array(repeating: 0, count: count)
        indicators = Array(repeating: CChar(STMT_INDICATOR_NULL.rawValue), count: count)
    }

    /// False for a text with a NUL, an exact number that is none or a time beyond all years, whose error the slower way tells.
    fileprivate mutating func append(_ value: SQLValue) -> Bool {
        indicators.append(value == .null ? CChar(STMT_INDICATOR_NULL.rawValue) : CChar(STMT_INDICATOR_NONE.rawValue))
        switch value {
        case .null: appendNothing()
        case .bool(let value): flags.append(value ? 1 : 0)
        case .int(let value): numbers.append(value)
        case .double(let value): doubles.append(value)
        case .timestamp(let microseconds):
            guard let time = MySQLTime.time(microseconds) else { return false }
            times.append(time)
        case .bytes(let value): append(value)
        case .text(let text), .json(let text):
            guard !text.utf8.contains(0) else { return false }
            append(text.utf8)
        case .decimal(let text):
            guard MySQLParameters.isNumber(text) else { return false }
            append(text.utf8)
        }
        return true
    }

    private mutating func appendNothing() {
        switch type {
        case MYSQL_TYPE_TINY: flags.append(0)
        case MYSQL_TYPE_LONGLONG: numbers.append(0)
        case MYSQL_TYPE_DOUBLE: doubles.append(0)
        case MYSQL_TYPE_DATETIME: times.append(MYSQL_TIME())
        default: append([])
        }
    }

    private mutating func append(_ value: some Collection<UInt8>) {
        offsets.append(bytes.count)
        lengths.append(UInt(value.count))
        bytes += value
    }
}
