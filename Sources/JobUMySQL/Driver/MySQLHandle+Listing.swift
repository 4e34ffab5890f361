import CJobULibMariaDB
import JobUDatabase

extension MySQLHandle {
    /// The rows of a command that a server does not prepare. It takes no parameters.
    func listing(_ text: String) throws -> [ResultRow] {
        let handle = try live()
        try send(text)
        guard let result = mysql_store_result(handle) else { throw error(text) }
        defer { mysql_free_result(result) }
        let fields = Array(UnsafeBufferPointer(start: mysql_fetch_fields(result), count: Int(mysql_num_fields(result))))
        let names = RowColumns(fields.map { String(cString: $0.name) })
        var rows: [ResultRow] = []
        while let row = mysql_fetch_row(result), let lengths = mysql_fetch_lengths(result) {
            let values = fields.indices.map { Self.value(row[$0], Int(lengths[$0]), fields[$0]) }
            rows.append(ResultRow(columns: names, values: values))
        }
        return rows
    }

    private static func value(_ start: UnsafeMutablePointer<CChar>?, _ length: Int, _ field: MYSQL_FIELD) -> SQLValue {
        guard let start else { return .null }
        let bytes = Array(UnsafeRawBufferPointer(start: start, count: length))
        let text = String(decoding: bytes, as: UTF8.self)
        switch field.type {
        case MYSQL_TYPE_TINY, MYSQL_TYPE_SHORT, MYSQL_TYPE_INT24, MYSQL_TYPE_LONG, MYSQL_TYPE_LONGLONG:
            return Int64(text).map { .int($0) } ?? .decimal(text)
        default: return .bytes(bytes)
        }
    }
}
