import CJobULibPQ
import Foundation
import JobUDatabase

/// An answer of the server, in the memory of libpq until it is let go.
final class PostgresResult {
    private let result: OpaquePointer

    /// Takes the answer over.
    init(_ result: OpaquePointer) {
        self.result = result
    }

    deinit {
        PQclear(result)
    }

    var status: ExecStatusType { PQresultStatus(result) }

    var isCopy: Bool { Self.isCopy(result) }

    static func isCopy(_ result: OpaquePointer) -> Bool {
        [PGRES_COPY_IN, PGRES_COPY_OUT, PGRES_COPY_BOTH].contains(PQresultStatus(result))
    }

    /// The SQLSTATE of an error.
    var state: String? { PostgresError.state(of: result) }

    /// What the server says it has done: `COMMIT`, `INSERT 0 1`, …
    var tag: String { String(cString: PQcmdStatus(result)) }

    /// How many rows were changed; reading changes none.
    var changed: Int {
        guard let tag = PQcmdStatus(result), strncmp(tag, "SELECT", 6) != 0, strncmp(tag, "FETCH", 5) != 0 else { return 0 }
        return atol(PQcmdTuples(result))
    }

    /// - Throws: the answer's error, in the words of `SQLError`.
    func check(on connection: OpaquePointer, _ statement: String?) throws {
        switch status {
        case PGRES_COMMAND_OK, PGRES_TUPLES_OK, PGRES_EMPTY_QUERY: return
        case _ where isCopy:
            throw SQLError(.other, "COPY from and to the client is not supported", statement: statement)
        default: throw PostgresError.classify(result, on: connection, statement: statement)
        }
    }

    /// The column names.
    func columns() -> RowColumns {
        RowColumns((0..<PQnfields(result)).map { String(cString: PQfname(result, $0)) })
    }

    /// All rows; they must have been asked for in binary form.
    /// - Throws: `SQLError` with code `decoding` for a column of a type we do not know.
    func rows(_ columns: RowColumns) throws -> [ResultRow] {
        let decoders = try columns.names.enumerated().map { index, name in
            try PostgresDecoder(type: PQftype(result, Int32(index)), column: name)
        }
        return (0..<PQntuples(result)).map { row in
            ResultRow(
                columns: columns,
                values: decoders.indices.map { index in
                    let column = Int32(truncatingIfNeeded: index)
                    guard PQgetisnull(result, row, column) == 0 else { return .null }
                    let bytes = UnsafeRawBufferPointer(start: PQgetvalue(result, row, column), count: Int(PQgetlength(result, row, column)))
                    return decoders[index].value(bytes)
                })
        }
    }
}
