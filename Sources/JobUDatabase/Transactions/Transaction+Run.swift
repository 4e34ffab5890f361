extension Transaction {
    /// Begins, runs the body, and commits; rolls back when the body throws, is cancelled, or has swallowed an error that ended the
    /// transaction.
    /// - Parameter callbacks: what the body asks to be done after the commit. Dropped here unless it is committed, or may be.
    static func run<Value: Sendable>(
        on connection: any DatabaseConnection, database: String, _ mode: TransactionMode, isolation: IsolationLevel?,
        callbacks: CommitCallbacks, _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        do {
            try await connection.begin(mode, isolation: isolation)
        } catch {
            throw TransactionError(stage: .begin, underlying: error)
        }
        let session = TransactionSession(connection, database: database, mode: mode, callbacks: callbacks)
        let value: Value
        do {
            defer { session.end() }
            value = try await body(Transaction(session: session))
            try Task.checkCancellation()
            if let failure = session.failure { throw failure }
        } catch {
            callbacks.drop()
            try await rollback(connection, after: error)
            throw error
        }
        do {
            try await connection.commit()
        } catch {
            if !error.leavesCommitOpen { callbacks.drop() }
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
