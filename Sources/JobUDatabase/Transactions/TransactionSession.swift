import Synchronization

/// The session under an open transaction, and what has become of it.
///
/// A transaction can outlive neither its body nor certain errors: after a deadlock one engine has rolled back and would run
/// the next statement outside any transaction. So what follows such an error is refused here, before the engine sees it.
final class TransactionSession: Sendable {
    private struct State {
        var isOpen = true
        var statements = 0
        var failure: (any Error)?
        /// How many callbacks waited when each of the open savepoints was set.
        var savepoints: [Int] = []
    }

    let database: String
    let mode: TransactionMode
    /// Whether any failed statement ends the whole transaction, as it does when several databases take part.
    let isStrict: Bool
    /// What is to be done after the commit.
    let callbacks: CommitCallbacks
    private let connection: any DatabaseConnection
    private let state = Mutex(State())

    init(_ connection: any DatabaseConnection, database: String, mode: TransactionMode, isStrict: Bool = false, callbacks: CommitCallbacks)
    {
        self.connection = connection
        self.database = database
        self.mode = mode
        self.isStrict = isStrict
        self.callbacks = callbacks
    }

    /// Runs one statement, unless the transaction is over.
    func run<Value>(_ statement: (any DatabaseConnection) async throws -> Value) async throws -> Value {
        try state.withLock { state in
            guard state.isOpen else { throw endedError }
            if let failure = state.failure {
                throw SQLError(
                    failure.databaseError?.code ?? .misuse, "the transaction on '\(database)' has failed already; it followed: \(failure)")
            }
            state.statements += 1
        }
        do {
            return try await statement(connection)
        } catch {
            if isStrict || error.endsTransaction { fail(error) }
            throw error
        }
    }

    /// Has something done once the transaction is committed.
    /// - Throws: `SQLError` with code `misuse` when the transaction has ended.
    func onCommit(key: String? = nil, _ callback: @escaping @Sendable () async -> Void) throws {
        guard state.withLock(\.isOpen) else { throw endedError }
        callbacks.add(key: key, callback)
    }

    private var endedError: SQLError {
        SQLError(.misuse, "the transaction on '\(database)' has ended; use it only inside its closure")
    }

    /// From now on every statement and the commit are refused; the first reason stays.
    func fail(_ error: any Error) {
        state.withLock { if $0.failure == nil { $0.failure = error } }
    }

    /// Why the transaction cannot be committed, though its body may have caught the error.
    var failure: (any Error)? { state.withLock(\.failure) }

    /// Whether anything was asked of the database.
    var isUsed: Bool { state.withLock { $0.statements > 0 } }

    /// The body is over: what it kept of the transaction is of no use.
    func end() {
        state.withLock { $0.isOpen = false }
    }

    /// The number of a savepoint that is being set, counted from 1.
    func enterSavepoint() -> Int {
        state.withLock { state in
            state.savepoints.append(callbacks.count)
            return state.savepoints.count
        }
    }

    /// What was asked for since the savepoint was set, is not to be done: its changes are undone.
    func dropCallbacks(since number: Int) {
        guard let count = state.withLock({ $0.savepoints.indices.contains(number - 1) ? $0.savepoints[number - 1] : nil }) else { return }
        callbacks.drop(after: count)
    }

    /// - Throws: when a savepoint that was set later is still open: two tasks of one transaction must not nest.
    func leaveSavepoint(_ number: Int) throws {
        try state.withLock { state in
            guard state.savepoints.count == number else {
                throw SQLError(
                    .misuse, "savepoints of the transaction on '\(database)' overlap: two child tasks nest in it at the same time")
            }
            state.savepoints.removeLast()
        }
    }
}

extension Error {
    /// Whether the engine has ended the transaction with this error, or may have.
    fileprivate var endsTransaction: Bool {
        guard let code = databaseError?.code else { return false }
        return code == .serialization || code == .connectionLost
    }
}
