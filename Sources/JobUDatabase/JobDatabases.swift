/// The databases a process knows, by the names of `database.yaml`.
public struct JobDatabases: Sendable {
    private let databases: [String: Database]
    /// Nil if multi-database transactions are not set up, as in a test of one handler.
    private let atomic: AtomicDatabases?
    private let statements: StatementDatabases

    /// - Parameter stores: the databases that hold executions and accounts, which statements that people wrote never reach.
    package init(_ databases: [Database], atomic: AtomicDatabases? = nil, stores: [Database] = []) {
        self.databases = Dictionary(databases.map { ($0.name, $0) }) { first, _ in first }
        self.atomic = atomic
        statements = StatementDatabases(stores: stores)
    }

    /// The same databases for statements that people wrote.
    package var forStatements: JobDatabases {
        statements.registry {
            let guarded = databases.values.map { $0.forStatements() }
            return JobDatabases(guarded, atomic: atomic?.replacing(guarded))
        }
    }

    /// Makes sure that a database is none of the stores, by whatever name or address it is known.
    /// - Throws: `SQLError` with code `permission`; for an unknown name; what the databases throw.
    package func refuseStore(_ name: String) async throws {
        try await statements.refuseStore(database(name), on: forStatements.database(name))
    }

    /// The configured names, sorted.
    public var names: [String] {
        databases.keys.sorted()
    }

    /// The database of that name.
    /// - Throws: `SQLError` with code `unknownDatabase` that lists the known names.
    package func database(_ name: String) throws -> Database {
        guard let database = databases[name] else {
            throw SQLError(.unknownDatabase, "no database '\(name)' in database.yaml; known: \(names.joined(separator: ", "))")
        }
        return database
    }

    /// Runs `body` in one transaction of the named database: committed when it returns, rolled back when it throws or is cancelled.
    ///
    /// Inside a transaction that this task has open on the same database it becomes a part of that one: what it changed is undone
    /// when it throws, and kept when the outer transaction commits.
    /// - Parameters:
    ///   - name: its name in `database.yaml`.
    ///   - readOnly: a write in it is refused by the engine, with `SQLError.Code.readOnlyTransaction`.
    ///   - isolation: nil for the engine's default. Without effect inside an open transaction.
    ///   - retries: how often `body` is run again after it lost against another transaction
    ///     (`SQLError.Code.serialization`); it must then do the same again. Without effect inside an open transaction.
    ///   - body: does the work; its transaction is good inside it only.
    /// - Throws: what `body` throws, `TransactionError` when beginning or committing fails, and `SQLError` with code `unknownDatabase`.
    @discardableResult
    public func transaction<Value: Sendable>(
        _ name: String, readOnly: Bool = false, isolation: IsolationLevel? = nil, retries: Int = 0,
        _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        try await database(name).transaction(readOnly: readOnly, isolation: isolation, retries: retries, body)
    }

    /// Runs `body` in one multi-database transaction: it is committed in all of them or in none, through a crash of this
    /// process or of any of the databases at any moment. What it costs and what it asks of each engine is in docs/transactions.md.
    ///
    /// A statement that fails ends the whole transaction, even when `body` catches its error. Nested calls of `transaction` for a
    /// participant use this transaction.
    /// - Parameters:
    ///   - participants: names of `database.yaml`; `.readOnly("name")` for one that is not written.
    ///   - isolation: nil for each engine's default.
    ///   - body: does the work.
    /// - Throws: what `body` throws, after everything is rolled back; `AtomicTransactionError`. When the task is cancelled before the
    ///   decision everything is rolled back; after it the transaction is finished nevertheless.
    @discardableResult
    public func transaction<Value: Sendable>(
        on participants: TransactionParticipant..., isolation: IsolationLevel? = nil,
        _ body: @Sendable (AtomicTransaction) async throws -> Value
    ) async throws -> Value {
        try await transaction(on: participants, isolation: isolation, body)
    }

    /// As the other, for a list made at run time.
    /// - Throws: as the other.
    @discardableResult
    public func transaction<Value: Sendable>(
        on participants: [TransactionParticipant], isolation: IsolationLevel? = nil,
        _ body: @Sendable (AtomicTransaction) async throws -> Value
    ) async throws -> Value {
        for participant in participants { _ = try database(participant.name) }
        guard let atomic else {
            throw AtomicTransactionError.refused(["this process has no store for multi-database transactions"])
        }
        return try await atomic.transaction(on: participants, isolation: isolation, body)
    }

    /// As `transaction(on:)`, with one more database that is written, whether or not it is among those of this registry.
    /// - Parameter whenCommitted: called as soon as that is known.
    package func transaction<Value: Sendable>(
        on participants: [TransactionParticipant], including executionDatabase: String, isolation: IsolationLevel?,
        _ body: @Sendable (AtomicTransaction) async throws -> Value, whenCommitted: @Sendable () -> Void
    ) async throws -> Value {
        for participant in participants where participant.name != executionDatabase { _ = try database(participant.name) }
        guard let atomic else {
            throw AtomicTransactionError.refused(["this process has no store for multi-database transactions"])
        }
        guard !participants.contains(.readOnly(executionDatabase)) else {
            throw AtomicTransactionError.refused([
                "database '\(executionDatabase)' stores the execution, which finishes in this transaction; it cannot be read-only"
            ])
        }
        let all =
            participants.contains { $0.name == executionDatabase }
            ? participants : participants + [TransactionParticipant(executionDatabase)]
        return try await atomic.transaction(on: all, isolation: isolation, body, whenCommitted: whenCommitted)
    }

    /// Closes all of them.
    /// - Throws: the first error met.
    package func close() async throws {
        for name in names { try await databases[name]?.close() }
    }
}
