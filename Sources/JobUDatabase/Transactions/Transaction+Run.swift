extension Transaction {
    /// Begins, runs the body, and commits; rolls back when the body throws, is cancelled, or has swallowed an error that ended the
    /// transaction.
    static func run<Value: Sendable>(
        on connection: any DatabaseConnection, database: String, _ mode: TransactionMode, isolation: IsolationLevel?,
        _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        do {
            try await connection.begin(mode, isolation: isolation)
        } catch {
            throw TransactionError(stage: .begin, underlying: error)
        }
        let session = TransactionSession(connection, database: database, mode: mode)
        let value: Value
        do {
            defer { session.end() }
            value = try await body(Transaction(session: session))
            try Task.checkCancellation()
            if let failure = session.failure { throw failure }
        } catch {
            try await rollback(connection, after: error)
            throw error
        }
        do {
            try await connection.commit()
        } catch {
            try await rollback(connection, after: error)
            throw TransactionError(stage: .commit, underlying: error)
        }
        return value
    }

    /// A session whose rollback fails is in an unknown state: it must not be lent again.
    static func rollback(_ connection: any DatabaseConnection, after cause: any Error) async throws {
        do {
            try await connection.rollback()
        } catch {
            throw SQLError(.connectionLost, "rollback failed: \(error); it followed: \(cause)")
        }
    }
}
