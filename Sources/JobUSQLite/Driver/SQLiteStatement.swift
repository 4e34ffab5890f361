import GRDB
import GRDBSQLite
import JobUDatabase

/// A prepared statement of a session, bound and stepped directly: batches of thousands of rows pass here, and each layer between
/// would be paid for every value.
struct SQLiteStatement {
    /// SQLite copies what is bound before the call returns.
    private static let copied = unsafeBitCast(-1, to: sqlite3_destructor_type.self)

    /// Keeps what GRDB has prepared alive; nil for a statement of our own.
    private let statement: GRDB.Statement?
    private let handle: OpaquePointer
    private let session: OpaquePointer?

    /// Takes the statement from the session's cache, or prepares it.
    init(_ text: String, in database: GRDB.Database) throws {
        let statement = try database.cachedStatement(sql: text)
        self.statement = statement
        handle = statement.sqliteStatement
        session = database.sqliteConnection
    }

    /// A statement of its own with its parameters bound, to be stepped by `next` bit by bit.
    init(_ text: String, binds: [SQLValue], in database: GRDB.Database) throws {
        let statement = try database.makeStatement(sql: text)
        self.statement = statement
        handle = statement.sqliteStatement
        session = database.sqliteConnection
        for (index, value) in binds.enumerated() { try bind(value, at: Int32(index + 1)) }
    }

    /// A statement of a session that GRDB knows nothing of, with its parameters bound. It has to be ended by `finalize`.
    init(_ text: String, binds: [SQLValue], in session: OpaquePointer) throws {
        var prepared: OpaquePointer?
        var rest: UnsafePointer<CChar>?
        var hasMore = false
        let code = text.withCString { start in
            defer { hasMore = rest.map { $0.pointee != 0 } ?? false }
            return sqlite3_prepare_v3(session, start, -1, 0, &prepared, &rest)
        }
        guard code == SQLITE_OK else { throw Self.error(of: session) }
        guard let prepared, !hasMore else {
            sqlite3_finalize(prepared)
            throw JobUDatabase.SQLError(.syntax, "the text is not a single statement", statement: text)
        }
        statement = nil
        handle = prepared
        self.session = session
        do {
            for (index, value) in binds.enumerated() { try bind(value, at: Int32(index + 1)) }
        } catch {
            sqlite3_finalize(prepared)
            throw error
        }
    }

    var columnNames: [String] {
        (0..<sqlite3_column_count(handle)).map { column in sqlite3_column_name(handle, column).map { String(cString: $0) } ?? "" }
    }

    var isReadOnly: Bool { sqlite3_stmt_readonly(handle) != 0 }

    /// Bytes of the texts and blobs of the row that the statement stands on. Numbers are made no text by the question.
    var rowBytes: Int {
        (0..<sqlite3_column_count(handle)).reduce(0) { bytes, column in
            switch sqlite3_column_type(handle, column) {
            case SQLITE_TEXT, SQLITE_BLOB: bytes + Int(sqlite3_column_bytes(handle, column))
            default: bytes + 8
            }
        }
    }

    /// Ends a statement of our own.
    func finalize() {
        if statement == nil { sqlite3_finalize(handle) }
    }

    /// Binds, runs `body` for each row, and makes the statement ready for the next time, whatever happens.
    func run(_ binds: [SQLValue], _ body: () throws -> Void = {}) throws {
        defer {
            sqlite3_reset(handle)
            sqlite3_clear_bindings(handle)
        }
        for (index, value) in binds.enumerated() { try bind(value, at: Int32(index + 1)) }
        while try next() { try body() }
    }

    /// Moves to the next row; false at the end.
    func next() throws -> Bool {
        switch sqlite3_step(handle) {
        case SQLITE_ROW: return true
        case SQLITE_DONE: return false
        default: throw error()
        }
    }

    /// Lets go of the rows that were not read.
    func reset() {
        sqlite3_reset(handle)
    }

    /// The values of the row that the statement stands on.
    func row() -> [SQLValue] {
        (0..<sqlite3_column_count(handle)).map { column in
            switch sqlite3_column_type(handle, column) {
            case SQLITE_INTEGER: .int(sqlite3_column_int64(handle, column))
            case SQLITE_FLOAT: .double(sqlite3_column_double(handle, column))
            case SQLITE_TEXT: .text(String(decoding: bytes(sqlite3_column_text(handle, column), column), as: UTF8.self))
            case SQLITE_BLOB: .bytes(Array(bytes(sqlite3_column_blob(handle, column), column)))
            default: .null
            }
        }
    }

    private func bytes(_ start: UnsafeRawPointer?, _ column: Int32) -> UnsafeRawBufferPointer {
        UnsafeRawBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    private func bytes(_ start: UnsafePointer<UInt8>?, _ column: Int32) -> UnsafeBufferPointer<UInt8> {
        UnsafeBufferPointer(start: start, count: Int(sqlite3_column_bytes(handle, column)))
    }

    /// - Throws: `SQLError` for a text with a NUL: SQLite would store it, and most of what reads it stops there.
    private func bind(_ value: SQLValue, at index: Int32) throws {
        let code =
            switch value {
            case .null: sqlite3_bind_null(handle, index)
            case .bool(let value): sqlite3_bind_int64(handle, index, value ? 1 : 0)
            // Timestamps are stored as whole microseconds.
            case .int(let value), .timestamp(microseconds: let value): sqlite3_bind_int64(handle, index, value)
            case .double(let value): sqlite3_bind_double(handle, index, value)
            case .text(let text), .decimal(let text), .json(let text): try bind(text, at: index)
            case .bytes(let bytes): sqlite3_bind_blob(handle, index, bytes, Int32(bytes.count), Self.copied)
            }
        guard code == SQLITE_OK else { throw error() }
    }

    private func bind(_ text: String, at index: Int32) throws -> Int32 {
        var text = text
        return try text.withUTF8 { bytes in
            guard bytes.count < Int(Int32.max) else { throw SQLError(.other, "a text is larger than 2 GiB") }
            guard !bytes.contains(0) else { throw SQLError(.other, "a text holds a NUL character") }
            // An empty buffer may have no address, which would bind NULL.
            guard let start = bytes.baseAddress else { return sqlite3_bind_text(handle, index, "", 0, Self.copied) }
            return start.withMemoryRebound(to: CChar.self, capacity: bytes.count) { start in
                sqlite3_bind_text(handle, index, start, Int32(bytes.count), Self.copied)
            }
        }
    }

    private func error() -> GRDB.DatabaseError {
        Self.error(of: session)
    }

    /// What went wrong last in a session.
    static func error(of session: OpaquePointer?) -> GRDB.DatabaseError {
        GRDB.DatabaseError(
            resultCode: ResultCode(rawValue: sqlite3_extended_errcode(session)),
            message: sqlite3_errmsg(session).map { String(cString: $0) })
    }
}
