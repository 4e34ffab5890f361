import CJobULibPQ
import Foundation
package import JobUDatabase

/// One connection of libpq with its prepared statements. Its calls block.
// Used on one thread at a time: that of its connection.
package final class PostgresHandle: @unchecked Sendable {
    var statements = PostgresStatementCache()
    let parameters = PostgresParameters()
    /// Counts the transactions begun: what belongs to one must not be touched in the next.
    private(set) var transactions = 0
    /// Nil after `close`.
    private(set) var handle: OpaquePointer?
    private var cursors = 0
    /// Whether what the server prepares is ours beyond the transaction.
    let keepsStatements: Bool
    private let transactionSettings: String
    private let answerBytesMax: Int?
    /// Whether the session was closed because an answer was too large.
    private var hasRefusedAnswer = false

    /// Connects.
    /// - Throws: `SQLError`, with the reason and what to do about it.
    package init(_ configuration: ServerConfiguration) throws {
        keepsStatements = configuration.poolMode == .session && configuration.answerBytesMax == nil
        answerBytesMax = configuration.answerBytesMax
        transactionSettings = Self.transactionSettings(configuration)
        handle = try Self.connect(configuration)
    }

    deinit {
        close()
    }

    /// Ends the session. May be called more than once.
    package func close() {
        guard let handle else { return }
        PQfinish(handle)
        self.handle = nil
    }

    /// Ends the session in the middle of an answer that is not taken in.
    func closeRefusing() {
        hasRefusedAnswer = true
        close()
    }

    /// - Throws: `SQLError` with code `connectionLost` after `close`.
    func live() throws -> OpaquePointer {
        guard let handle else { throw SQLError(.connectionLost, "the session is closed") }
        return handle
    }

    /// Runs one or several statements without parameters; returns what the server says of the last.
    @discardableResult
    package func script(_ text: String) throws -> String {
        let connection = try live()
        guard !text.utf8.contains(0) else { throw SQLError(.other, "a script holds a NUL character") }
        return try answer(PQexec(connection, text), of: text).tag
    }

    /// Runs a statement that is prepared once and then remembered.
    func run<Value>(_ text: String, _ binds: [SQLValue], _ read: (PostgresResult, PostgresStatement) throws -> Value) throws -> Value {
        guard keepsStatements else { return try read(runOnce(text, binds), .unnamed()) }
        try parameters.fill(binds)
        let key = PostgresStatementCache.Key(text: text, types: parameters.types)
        guard let statement = statements.find(key) else {
            let statement = statements.make()
            return try read(prepareAndRun(statement, key), statement)
        }
        do {
            let connection = try live()
            let result = parameters.withValues { values in
                PQexecPrepared(connection, statement.name, parameters.count, values, parameters.lengths, parameters.formats, 1)
            }
            return try read(answer(result, of: text), statement)
        } catch {
            statements.recordFailure(error, of: key)
            throw error
        }
    }

    /// Runs a statement that will not come again.
    func runOnce(_ text: String, _ binds: [SQLValue] = []) throws -> PostgresResult {
        let connection = try live()
        try parameters.fill(binds)
        if let answerBytesMax {
            let code = parameters.withValues { values in
                PQsendQueryParams(
                    connection, text, parameters.count, parameters.types, values, parameters.lengths, parameters.formats, 1)
            }
            try sent(code, connection, text)
            return try answer(metered(answerBytesMax, text), of: text)
        }
        let result = parameters.withValues { values in
            PQexecParams(connection, text, parameters.count, parameters.types, values, parameters.lengths, parameters.formats, 1)
        }
        return try answer(result, of: text)
    }

    /// Takes the answer over.
    /// - Throws: its error.
    private func answer(_ result: OpaquePointer?, of text: String) throws -> PostgresResult {
        let connection = try live()
        guard let result else { throw PostgresError.local(connection, statement: text) }
        let answer = PostgresResult(result)
        // The server waits for our part of a COPY, which never comes; an empty statement ends it.
        if answer.isCopy { PQclear(PQexec(connection, "")) }
        try answer.check(on: connection, text)
        return answer
    }

    /// A name that no other cursor of this session has had.
    func nextCursorName() -> String {
        cursors += 1
        return "jobu_cursor_\(cursors)"
    }

    // MARK: Transactions

    var isInTransaction: Bool {
        guard let handle else { return false }
        return PQtransactionStatus(handle) != PQTRANS_IDLE
    }

    /// Whether statements can run in the open transaction: it has not failed.
    var isTransactionHealthy: Bool {
        guard let handle else { return false }
        return PQtransactionStatus(handle) == PQTRANS_INTRANS
    }

    /// Begins a transaction with this text, which may go on with settings of it.
    func begin(_ text: String) throws {
        // The server would only warn, and one transaction would run into the other.
        guard !isTransactionHealthy else {
            throw SQLError(.other, "a transaction is open already", statement: text)
        }
        do {
            try script(text + transactionSettings)
            transactions += 1
        } catch {
            if isInTransaction { try script("ROLLBACK") }
            throw error
        }
    }

    /// - Throws: `SQLError` also when the transaction had failed: the server then rolls back and calls it no error.
    func commit() throws {
        _ = try live()
        guard isInTransaction else { throw SQLError(.other, "no transaction is open", statement: "COMMIT") }
        guard try script("COMMIT") == "COMMIT" else {
            throw SQLError(.other, "the transaction was rolled back because a statement of it had failed", statement: "COMMIT")
        }
    }

    /// Without an open transaction there is nothing to do.
    func rollback() throws {
        // The server rolls back what a session leaves that is closed.
        if hasRefusedAnswer { return }
        _ = try live()
        if isInTransaction { try script("ROLLBACK") }
    }
}
