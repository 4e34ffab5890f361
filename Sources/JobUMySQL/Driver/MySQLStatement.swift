import CJobULibMariaDB
import JobUDatabase

/// A prepared statement of a session: bound, run and read in the server's binary form.
final class MySQLStatement {
    let text: String
    var lastUse = 0
    private var handle: UnsafeMutablePointer<MYSQL_STMT>?
    private var columns: MySQLColumns?
    private let answerBytesMax: Int?

    /// - Parameter answerBytesMax: bytes of rows that are taken in at once; nil for as many as come.
    init(_ text: String, on connection: UnsafeMutablePointer<MYSQL>, _ answerBytesMax: Int?) throws {
        self.text = text
        self.answerBytesMax = answerBytesMax
        guard let handle = mysql_stmt_init(connection) else { throw SQLError(.other, "out of memory") }
        self.handle = handle
        var copy = text
        let code = copy.withUTF8 { bytes in
            bytes.withMemoryRebound(to: CChar.self) { mysql_stmt_prepare(handle, $0.baseAddress, UInt($0.count)) }
        }
        guard code == 0 else {
            let error = error()
            close()
            throw error
        }
    }

    /// Tells the server to forget it.
    func close() {
        if let handle { mysql_stmt_close(handle) }
        handle = nil
    }

    /// Makes the server keep the rows, to be fetched in blocks.
    func useCursor(blockSize: Int) throws {
        var kind = UInt(CURSOR_TYPE_READ_ONLY.rawValue)
        var rows = UInt(blockSize)
        guard mysql_stmt_attr_set(handle, STMT_ATTR_CURSOR_TYPE, &kind) == 0,
            mysql_stmt_attr_set(handle, STMT_ATTR_PREFETCH_ROWS, &rows) == 0
        else { throw error() }
    }

    /// Runs it with these parameters.
    func run(_ binds: [SQLValue]) throws {
        guard Int(mysql_stmt_param_count(handle)) == binds.count else {
            throw SQLError(
                .syntax, "the statement has \(mysql_stmt_param_count(handle)) parameters, and \(binds.count) were given", statement: text)
        }
        var parameters = try MySQLParameters(binds)
        try parameters.withBinds { binds in
            guard mysql_stmt_bind_param(handle, binds) == 0, mysql_stmt_execute(handle) == 0 else { throw error() }
        }
    }

    /// Runs it for all rows at once, which one server can; see `MySQLBulk`.
    func runBulk(_ bulk: inout MySQLBulk) throws {
        var count = UInt32(bulk.count)
        defer {
            var none = UInt32(0)
            mysql_stmt_attr_set(handle, STMT_ATTR_ARRAY_SIZE, &none)
        }
        try bulk.withBinds { binds in
            guard mysql_stmt_attr_set(handle, STMT_ATTR_ARRAY_SIZE, &count) == 0,
                mysql_stmt_bind_param(handle, binds) == 0, mysql_stmt_execute(handle) == 0
            else { throw error() }
        }
    }

    /// Rows the last run changed; none for one that only reads.
    var changedCount: Int {
        mysql_stmt_field_count(handle) > 0 ? 0 : Int(clamping: mysql_stmt_affected_rows(handle))
    }

    /// Reads at most `limit` rows of the last run.
    func rows(limit: Int = .max) throws -> [ResultRow] {
        guard let handle, mysql_stmt_field_count(handle) > 0 else { return [] }
        let columns = try prepareColumns(handle)
        var rows: [ResultRow] = []
        var bytes = 0
        while rows.count < limit {
            switch mysql_stmt_fetch(handle) {
            case 0, MYSQL_DATA_TRUNCATED:
                bytes += columns.byteCount
                if let answerBytesMax, bytes > answerBytesMax { throw SQLError.answerTooLarge(answerBytesMax, statement: text) }
                rows.append(ResultRow(columns: columns.names, values: try columns.values(handle)))
            case MYSQL_NO_DATA: return rows
            default: throw error()
            }
        }
        return rows
    }

    /// Lets go of rows that were not read.
    func reset() {
        columns = nil
        if let handle { mysql_stmt_free_result(handle) }
    }

    private func prepareColumns(_ handle: UnsafeMutablePointer<MYSQL_STMT>) throws -> MySQLColumns {
        if let columns { return columns }
        guard let columns = MySQLColumns(handle), columns.bind(handle) else { throw error() }
        self.columns = columns
        return columns
    }

    func error() -> SQLError {
        guard let handle else { return SQLError(.connectionLost, "the session is closed", statement: text) }
        let number = mysql_stmt_errno(handle)
        // What goes wrong between two rows is noted with the connection.
        if number == 0, let connection = handle.pointee.mysql {
            return MySQLError.classify(mysql_errno(connection), String(cString: mysql_error(connection)), statement: text)
        }
        return MySQLError.classify(number, String(cString: mysql_stmt_error(handle)), statement: text)
    }
}
