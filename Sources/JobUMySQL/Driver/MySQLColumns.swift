import CJobULibMariaDB
import JobUDatabase

/// The columns of an answer, with the memory its rows are read into.
final class MySQLColumns {
    private enum Kind { case integer, unsigned, double, instant, text, decimal, json, bytes, bits }

    /// Longer values are fetched once more, into memory that fits them.
    private static let variableSize = 512

    let names: RowColumns
    private let kinds: [Kind]
    private let memory: UnsafeMutableRawPointer
    private let binds: UnsafeMutablePointer<MYSQL_BIND>
    private let lengths: UnsafeMutablePointer<UInt>
    private let nulls: UnsafeMutablePointer<my_bool>
    private let errors: UnsafeMutablePointer<my_bool>

    /// Nil when the server gave no description of them.
    init?(_ statement: UnsafeMutablePointer<MYSQL_STMT>) {
        guard let result = mysql_stmt_result_metadata(statement) else { return nil }
        defer { mysql_free_result(result) }
        let count = Int(mysql_num_fields(result))
        guard let fields = mysql_fetch_fields(result) else { return nil }
        let described = UnsafeBufferPointer(start: fields, count: count)
        names = RowColumns(described.map { String(cString: $0.name) })
        kinds = described.map(Self.kind)
        memory = .allocate(byteCount: max(1, count) * Self.variableSize, alignment: 16)
        binds = .allocate(capacity: max(1, count))
        lengths = .allocate(capacity: max(1, count))
        nulls = .allocate(capacity: max(1, count))
        errors = .allocate(capacity: max(1, count))
        lengths.initialize(repeating: 0, count: count)
        nulls.initialize(repeating: 0, count: count)
        errors.initialize(repeating: 0, count: count)
        for column in 0..<count {
            var bind = MYSQL_BIND()
            bind.buffer_type = Self.type(kinds[column])
            bind.is_unsigned = kinds[column] == .unsigned ? 1 : 0
            bind.buffer = memory + column * Self.variableSize
            bind.buffer_length = UInt(Self.variableSize)
            bind.length = lengths + column
            bind.is_null = nulls + column
            bind.error = errors + column
            binds[column] = bind
        }
    }

    deinit {
        memory.deallocate()
        binds.deallocate()
        lengths.deallocate()
        nulls.deallocate()
        errors.deallocate()
    }

    func bind(_ statement: UnsafeMutablePointer<MYSQL_STMT>) -> Bool {
        mysql_stmt_bind_result(statement, binds) == 0
    }

    /// Bytes of the row that was fetched last.
    var byteCount: Int { kinds.indices.reduce(0) { $0 + (nulls[$1] != 0 ? 0 : Int(lengths[$1])) } }

    /// The row that was fetched last.
    func values(_ statement: UnsafeMutablePointer<MYSQL_STMT>) throws -> [SQLValue] {
        try kinds.indices.map { column in
            nulls[column] != 0 ? .null : try value(column, statement)
        }
    }

    private func value(_ column: Int, _ statement: UnsafeMutablePointer<MYSQL_STMT>) throws -> SQLValue {
        let start = memory + column * Self.variableSize
        switch kinds[column] {
        case .integer: return .int(start.load(as: Int64.self))
        case .unsigned:
            let number = start.load(as: UInt64.self)
            return Int64(exactly: number).map { .int($0) } ?? .decimal(String(number))
        case .double: return .double(start.load(as: Double.self))
        case .instant: return .timestamp(microseconds: MySQLTime.microseconds(start.load(as: MYSQL_TIME.self)))
        case .text: return .text(String(decoding: try bytes(column, statement), as: UTF8.self))
        case .decimal: return .decimal(String(decoding: try bytes(column, statement), as: UTF8.self))
        case .json: return .json(String(decoding: try bytes(column, statement), as: UTF8.self))
        case .bytes: return .bytes(try bytes(column, statement))
        case .bits: return .int(try bytes(column, statement).reduce(0) { $0 << 8 | Int64($1) })
        }
    }

    private func bytes(_ column: Int, _ statement: UnsafeMutablePointer<MYSQL_STMT>) throws -> [UInt8] {
        let length = Int(lengths[column])
        guard length > Self.variableSize else {
            return Array(UnsafeRawBufferPointer(start: memory + column * Self.variableSize, count: length))
        }
        return try Array(unsafeUninitializedCapacity: length) { buffer, count in
            var bind = binds[column]
            bind.buffer = UnsafeMutableRawPointer(buffer.baseAddress)
            bind.buffer_length = UInt(length)
            guard mysql_stmt_fetch_column(statement, &bind, UInt32(column), 0) == 0 else {
                throw SQLError(.decoding, "column '\(names.names[column])' could not be read whole")
            }
            count = length
        }
    }

    /// What the library is asked to turn a column into.
    private static func type(_ kind: Kind) -> enum_field_types {
        switch kind {
        case .integer, .unsigned: MYSQL_TYPE_LONGLONG
        case .double: MYSQL_TYPE_DOUBLE
        case .instant: MYSQL_TYPE_DATETIME
        case .text, .decimal, .json: MYSQL_TYPE_STRING
        case .bytes, .bits: MYSQL_TYPE_BLOB
        }
    }

    private static func kind(_ field: MYSQL_FIELD) -> Kind {
        /// The number of the character set "binary".
        let binary: UInt32 = 63
        switch field.type {
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG, MYSQL_TYPE_YEAR:
            return field.flags & UInt32(UNSIGNED_FLAG) == 0 ? .integer : .unsigned
        case MYSQL_TYPE_FLOAT, MYSQL_TYPE_DOUBLE: return .double
        case MYSQL_TYPE_DATETIME, MYSQL_TYPE_TIMESTAMP: return .instant
        case MYSQL_TYPE_DECIMAL, MYSQL_TYPE_NEWDECIMAL: return .decimal
        case MYSQL_TYPE_JSON: return .json
        case MYSQL_TYPE_BIT: return .bits
        case MYSQL_TYPE_DATE, MYSQL_TYPE_TIME, MYSQL_TYPE_NEWDATE: return .text
        default: return field.charsetnr == binary ? .bytes : .text
        }
    }
}
