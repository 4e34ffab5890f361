import CJobULibPQ
import JobUDatabase

/// An answer of the server; its memory is libpq's until the value is let go.
final class PostgresResult {
    let handle: OpaquePointer?

    init(_ handle: OpaquePointer?) {
        self.handle = handle
    }

    deinit {
        PQclear(handle)
    }

    var status: ExecStatusType { PQresultStatus(handle) }

    /// Whether the server did what it was asked.
    var isGood: Bool {
        status == PGRES_COMMAND_OK || status == PGRES_TUPLES_OK || status == PGRES_EMPTY_QUERY
    }

    /// What was done, in the server's words: `INSERT 0 1`, `COMMIT`.
    var tag: String {
        PQcmdStatus(handle).map { String(cString: $0) } ?? ""
    }

    /// Rows a statement changed; none for one that only reads.
    var changedCount: Int {
        if status == PGRES_TUPLES_OK, tag.hasPrefix("SELECT") { return 0 }
        return PQcmdTuples(handle).flatMap { Int(String(cString: $0)) } ?? 0
    }

    /// All rows, copied.
    func rows() throws -> [Row] {
        let width = PQnfields(handle)
        let columns = RowColumns((0..<width).map { String(cString: PQfname(handle, $0)) })
        let types = (0..<width).map { PQftype(handle, $0) }
        return try (0..<PQntuples(handle)).map { row in
            let values = try (0..<width).map { column in try value(row, column, types[Int(column)], columns) }
            return Row(columns: columns, values: values)
        }
    }

    private func value(_ row: Int32, _ column: Int32, _ type: Oid, _ columns: RowColumns) throws -> SQLValue {
        guard PQgetisnull(handle, row, column) == 0 else { return .null }
        let bytes = UnsafeRawBufferPointer(start: PQgetvalue(handle, row, column), count: Int(PQgetlength(handle, row, column)))
        guard let value = PostgresBinary.value(bytes, type) else {
            throw DatabaseError(
                .decoding, "column '\(columns.names[Int(column)])' has the type with OID \(type), which is not read; cast it to text")
        }
        return value
    }
}
