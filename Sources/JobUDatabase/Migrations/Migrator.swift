package import JobUTime
/// Brings a database to the newest schema this program knows.
package struct Migrator: Sendable {
    let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations.sorted { $0.version < $1.version }
    }

    /// Applies what is missing. A second runner waits and then finds nothing to do.
    ///
    /// If the engine can roll back schema changes, all of it is one transaction. Otherwise each statement is recorded, and the next call
    /// continues after an interruption. If nothing is missing, the database is only read, so an account without rights on the schema can
    /// open it.
    /// - Parameter now: the time noted beside each step.
    /// - Returns: the steps applied now.
    /// - Throws: `SQLError` with code `schema` when the database was changed by a newer program, a step was altered or the database
    ///   cannot keep a store; with code `permission` when the account may not change the schema; what the database throws.
    package func run(on database: Database, now: Timestamp) async throws -> [Migration] {
        let rules = database.migrationRules
        let known = try await Self.applied(in: database)
        if let known, try pending(applied: known).isEmpty { return [] }
        do {
            return rules.undoesSchema
                ? try await runWhole(on: database, hasTable: known != nil, now: now)
                : try await runByStatements(on: database, now: now)
        } catch let error as SQLError where error.code == .permission || rules.grantCodes.contains(error.serverCode ?? "") {
            let missing = try pending(applied: known ?? []).map { "\($0.version) (\($0.name))" }.joined(separator: ", ")
            throw error.reworded(
                .permission,
                "the schema lacks the steps \(missing), and the account cannot apply them: \(error.message); grant it \(rules.grants), "
                    + "or run 'jobu migrate' once with an account that has these rights")
        }
    }

    /// Which steps a database has. An empty database has none.
    /// - Throws: what the database throws, also when it does not exist or does not answer.
    package func status(of database: Database) async throws -> [MigrationStatus] {
        let applied = try await Self.applied(in: database) ?? []
        let pending = Set(try pending(applied: applied).map(\.version))
        return migrations.map { MigrationStatus(migration: $0, isApplied: !pending.contains($0.version)) }
    }

    /// Compares what is applied with what we know.
    func pending(applied: [AppliedMigration]) throws(SQLError) -> [Migration] {
        for step in applied {
            guard let known = migrations.first(where: { $0.version == step.version }) else {
                throw SQLError(
                    .schema, "the database has schema version \(step.version) (\(step.name)), newer than this program; run a newer jobu")
            }
            guard known.checksum == step.checksum else {
                throw SQLError(
                    .schema, "migration \(step.version) (\(step.name)) in the database differs from this program's; it must not be edited")
            }
        }
        let done = Set(applied.map(\.version))
        return migrations.filter { !done.contains($0.version) }
    }

    private func runWhole(on database: Database, hasTable: Bool, now: Timestamp) async throws -> [Migration] {
        try await database.migrationTransaction { tx in
            if !hasTable { try await tx.execute(Self.table(database.migrationRules)) }
            let pending = try pending(applied: await Self.applied(tx))
            for migration in pending {
                do {
                    try await tx.executeScript(migration.script)
                } catch let error as SQLError where error.code != .connectionLost {
                    throw error.reworded(
                        error.code,
                        "migration \(migration.version) (\(migration.name)) failed: \(error.message); it was rolled back: fix the "
                            + "cause, then run 'jobu migrate' again")
                }
                try await tx.execute(Self.note(migration, now))
            }
            return pending
        }
    }

    /// Nil where no migration was ever noted.
    private static func applied(in database: Database) async throws -> [AppliedMigration]? {
        do {
            return try await database.ownTransaction(readOnly: true) { tx in
                if let refusal = try await database.migrationRules.refusal(tx) { throw SQLError(.schema, refusal) }
                return try await applied(tx)
            }
        } catch  where error.databaseError?.code == .syntax {
            return nil  // The table is missing.
        }
    }

    static func table(_ rules: MigrationRules) -> SQLQuery {
        """
        CREATE TABLE IF NOT EXISTS schema_migrations (
            version INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, checksum CHAR(64) NOT NULL, applied_at BIGINT NOT NULL
        )\(rules.tableOptions)
        """
    }

    static func note(_ migration: Migration, _ now: Timestamp) -> SQLQuery {
        """
        INSERT INTO schema_migrations (version, name, checksum, applied_at)
        VALUES (\(migration.version), \(migration.name), \(migration.checksum), \(now.microseconds))
        """
    }

    static let noted: SQLQuery = "SELECT version, name, checksum FROM schema_migrations ORDER BY version"

    private static func applied(_ tx: Transaction) async throws -> [AppliedMigration] {
        try await tx.fetchAll(noted).map(AppliedMigration.init(row:))
    }
}

extension SQLError {
    /// The same with other words, which say more.
    func reworded(_ code: Code, _ message: String) -> SQLError {
        SQLError(code, message, statement: nil, serverCode: serverCode, detail: detail)
    }
}
