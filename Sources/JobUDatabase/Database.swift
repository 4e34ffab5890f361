package import JobUTime
/// One database under its configured name. Safe to use from any number of tasks.
package final class Database: Sendable {
    /// The name in `database.yaml`.
    package let name: String
    package let atomic: any AtomicSQL
    /// How its engine reads the text of a statement.
    package let syntax: StatementSyntax
    let migrationRules: MigrationRules
    /// Whether the engine lets one session write at a time.
    let hasOneWriter: Bool
    let writers: ConnectionPool
    let readers: ConnectionPool
    /// What opens its sessions.
    package let driver: any DatabaseDriver
    private let pool: PoolConfiguration
    private let time: TimeSource

    /// Opens nothing yet: sessions are opened when first needed.
    /// - Parameter pool: how many sessions; an engine's own limit goes before it.
    package convenience init(
        name: String, driver: any DatabaseDriver, pool: PoolConfiguration = PoolConfiguration(), time: TimeSource
    ) {
        self.init(name: name, driver: driver, pool: pool, time: time, sessions: nil)
    }

    /// - Parameter sessions: what the pools' figures call their sessions; nil for the usual words.
    private init(name: String, driver: any DatabaseDriver, pool: PoolConfiguration, time: TimeSource, sessions: String?) {
        self.name = name
        self.driver = driver
        self.pool = pool
        self.time = time
        atomic = driver.atomic
        syntax = driver.syntax
        migrationRules = driver.migrationRules
        hasOneWriter = driver.writersMax == 1
        writers = ConnectionPool(
            name: name, sessions: sessions ?? (driver.readersMax == nil ? "all" : "writers"), pool.limited(to: driver.writersMax),
            time: time
        ) { try await driver.connect(.readWrite) }
        readers =
            driver.readersMax.map { size in
                ConnectionPool(name: name, sessions: sessions.map { $0 + "_readers" } ?? "readers", pool.limited(to: size), time: time) {
                    try await driver.connect(.readOnly)
                }
            } ?? writers
    }

    /// The same database for statements that people wrote: on sessions of their own, each of which is closed after its use.
    func forStatements() -> Database {
        var once = pool
        once.min = 0
        once.lendsOnce = true
        return Database(name: name, driver: StatementDriver(driver: driver), pool: once, time: time, sessions: "statements")
    }

    /// Runs `body` in one transaction: committed when it returns, rolled back when it throws or is cancelled.
    ///
    /// Inside a transaction that this task has open on the same database it becomes a part of that one: what it changed is undone
    /// when it throws, and kept when the outer transaction commits.
    /// - Parameters:
    ///   - readOnly: a write in it is refused by the engine, with `SQLError.Code.readOnlyTransaction`.
    ///   - isolation: nil for the engine's default. Without effect inside an open transaction.
    ///   - retries: how often `body` is run again after it lost against another transaction
    ///     (`SQLError.Code.serialization`); it must then do the same again. Without effect inside an open transaction.
    ///   - body: does the work; its transaction is good inside it only.
    /// - Throws: what `body` throws, or `TransactionError` when beginning or committing fails.
    @discardableResult
    package func transaction<Value: Sendable>(
        readOnly: Bool = false, isolation: IsolationLevel? = nil, retries: Int = 0,
        _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let mode: TransactionMode = readOnly ? .readOnly : .readWrite
        if let open = OpenTransactions.current[ObjectIdentifier(self)] {
            return try await open.join(database: name, mode, body)
        }
        return try await retrying(retries, on: [.serialization]) { try await begin(mode, isolation, body) }
    }

    private func retrying<Value: Sendable>(
        _ retries: Int, on codes: Set<SQLError.Code>, _ run: () async throws -> Value
    ) async throws -> Value {
        var retriesLeft = retries
        while true {
            do {
                return try await run()
            } catch  where retriesLeft > 0 && error.databaseError.map({ codes.contains($0.code) }) ?? false {
                retriesLeft -= 1
                try Task.checkCancellation()
            }
        }
    }

    /// A transaction of its own even inside one the task has open, for what must stay when that one is rolled back. Where the engine
    /// has one writer it would wait for itself, and joins nevertheless.
    /// - Parameter retries: how often `body` is run again after it lost against another transaction, or waited too long for a lock.
    package func ownTransaction<Value: Sendable>(
        readOnly: Bool = false, isolation: IsolationLevel? = nil, retries: Int = 0,
        _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        if hasOneWriter, !readOnly { return try await transaction(body) }
        return try await retrying(retries, on: [.serialization, .lockTimeout]) {
            try await begin(readOnly ? .readOnly : .readWrite, isolation, body)
        }
    }

    private func begin<Value: Sendable>(
        _ mode: TransactionMode, _ isolation: IsolationLevel?, _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        try await TransactionSpan.around(name, mode) { try await beginUntraced(mode, isolation, body) }
    }

    private func beginUntraced<Value: Sendable>(
        _ mode: TransactionMode, _ isolation: IsolationLevel?, _ body: @Sendable (Transaction) async throws -> Value
    ) async throws -> Value {
        let callbacks = CommitCallbacks()
        return try await callbacks.following {
            try await (mode == .readOnly ? readers : writers).withConnection(repeatingAfter: { ($0 as? TransactionError)?.stage == .begin })
            {
                [name] connection in
                try await Transaction.run(on: connection, database: name, mode, isolation: isolation, callbacks: callbacks) { tx in
                    let open = OpenTransaction(mode: mode, transaction: { tx })
                    return try await OpenTransactions.with([ObjectIdentifier(self): open]) { try await body(tx) }
                }
            }
        }
    }

    /// A write transaction in which no other process migrates.
    func migrationTransaction<Value: Sendable>(_ body: @escaping @Sendable (Transaction) async throws -> Value) async throws -> Value {
        guard let lock = migrationRules.lock else { return try await ownTransaction(body) }
        let locked: @Sendable (Transaction) async throws -> Value = { tx in
            _ = try await tx.fetchAll(lock.take)
            return try await body(tx)
        }
        guard let connection = try await driver.connectForMigration() else {
            return try await ownTransaction(isolation: .readCommitted, locked)
        }
        let callbacks = CommitCallbacks()
        return try await callbacks.following {
            try await connection.once { [name] connection in
                try await Transaction.run(
                    on: connection, database: name, .readWrite, isolation: .readCommitted, callbacks: callbacks, locked)
            }
        }
    }

    private func withMigrationSession<Value: Sendable>(
        _ body: @Sendable (any DatabaseConnection) async throws -> Value
    ) async throws -> Value {
        guard let connection = try await driver.connectForMigration() else { return try await writers.withConnection(body) }
        return try await connection.once(body)
    }

    /// Runs `body` with a session outside any transaction, while no other process migrates.
    func withMigrationLock<Value: Sendable>(_ body: @Sendable (any DatabaseConnection) async throws -> Value) async throws -> Value {
        guard let lock = migrationRules.lock, let release = lock.release else { return try await writers.withConnection(body) }
        return try await withMigrationSession { [name] connection in
            guard try await connection.fetchAll(lock.take).first?.int64IfPresent("taken") == 1 else {
                throw SQLError(.lockTimeout, "another process has been migrating '\(name)' for too long; retry when it is done")
            }
            let value: Value
            do {
                value = try await body(connection)
            } catch {
                try await Self.release(release, connection, after: error)
                throw error
            }
            _ = try await connection.fetchAll(release)
            return value
        }
    }

    /// With its session the lock is gone as well.
    private static func release(_ release: SQLQuery, _ connection: any DatabaseConnection, after cause: any Error) async throws {
        guard cause.databaseError?.code != .connectionLost else { return }
        do {
            _ = try await connection.fetchAll(release)
        } catch {
            throw SQLError(.connectionLost, "the lock of migrations was not released: \(error); it followed: \(cause)")
        }
    }

    /// Runs `body` with a session outside any transaction; one that only reads runs again where the server had closed the session while
    /// nobody used it.
    package func withConnection<Value: Sendable>(
        _ mode: TransactionMode, _ body: @Sendable (any DatabaseConnection) async throws -> Value
    ) async throws -> Value {
        try await (mode == .readOnly ? readers : writers).withConnection(repeatingAfter: { _ in mode == .readOnly }, body)
    }

    /// Keeps the pool's sessions in order until the task is cancelled. A process without it closes idle sessions at its end only.
    package func maintain() async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { [writers] in try await writers.maintain() }
            if readers !== writers { group.addTask { [readers] in try await readers.maintain() } }
            try await group.waitForAll()
        }
    }

    /// Closes the sessions. Callers that wait for one get an error.
    /// - Throws: `SQLError` when a session does not close.
    package func close() async throws {
        try await readers.close()
        try await writers.close()
    }
}
