package import JobUDatabase
import Synchronization

/// A query whose rows the server computes when they are asked for.
package final class PostgresCursor: RowCursor {
    private let name: String
    private let transaction: Int
    private let connection: PostgresConnection
    private let isOpen = Mutex(true)

    init(name: String, transaction: Int, connection: PostgresConnection) {
        self.name = name
        self.transaction = transaction
        self.connection = connection
    }

    package func next(limit: Int) async throws -> [ResultRow] {
        guard isOpen.withLock(\.self) else { return [] }
        let (name, transaction) = (name, transaction)
        let rows = try await connection.perform { handle in
            guard handle.transactions == transaction else { throw SQLError(.other, "the transaction of this cursor is over") }
            let result = try handle.runOnce("FETCH FORWARD \(limit) FROM \(name)")
            return try result.rows(result.columns())
        }
        if rows.count < limit { try await close() }
        return rows
    }

    package func close() async throws {
        let wasOpen = isOpen.withLock { isOpen in
            defer { isOpen = false }
            return isOpen
        }
        guard wasOpen else { return }
        let (name, transaction) = (name, transaction)
        try await connection.performToCompletion { handle in
            // The end of its transaction closes a cursor, and a failed transaction will end.
            guard handle.isTransactionHealthy, handle.transactions == transaction else { return }
            try handle.script("CLOSE \(name)")
        }
    }
}
