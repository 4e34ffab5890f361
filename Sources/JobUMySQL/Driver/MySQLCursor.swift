import JobUDatabase

/// A query whose rows the server keeps until they are asked for; other statements may run meanwhile.
///
/// @unchecked Sendable: the statement is used on the session's thread only.
final class MySQLCursor: RowCursor, @unchecked Sendable {
    private let statement: MySQLStatement
    private let connection: MySQLConnection

    init(_ statement: MySQLStatement, connection: MySQLConnection) {
        self.statement = statement
        self.connection = connection
    }

    func next(limit: Int) async throws -> [ResultRow] {
        try await connection.perform { [self] _ in try statement.rows(limit: limit) }
    }

    func close() async throws {
        try await connection.performToCompletion { [self] _ in statement.close() }
    }
}
