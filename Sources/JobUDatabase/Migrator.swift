/// Brings a database to the newest schema this program knows.
package struct Migrator: Sendable {
    private let migrations: [Migration]

    package init(_ migrations: [Migration]) {
        self.migrations = migrations.sorted { $0.version < $1.version }
    }

    /// Applies what is missing, all in one write transaction, so that a second runner waits and then finds nothing to do.
    /// - Parameter nowMicroseconds: the time noted beside each step.
    /// - Returns: the steps applied now.
    /// - Throws: `DatabaseError` with code `schema` when the database was changed by a newer program or a step was altered.
    package func run(on database: Database, nowMicroseconds: Int64) async throws -> [Migration] {
        try await database.migrationTransaction { tx in
            try await tx.execute(
                """
                CREATE TABLE IF NOT EXISTS schema_migrations (
                    version INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL, checksum CHAR(64) NOT NULL, applied_at BIGINT NOT NULL)
                """)
            let pending = try pending(applied: await Self.applied(tx))
            for migration in pending {
                try await tx.executeScript(migration.script)
                try await tx.execute(
                    """
                    INSERT INTO schema_migrations (version, name, checksum, applied_at)
                    VALUES (\(migration.version), \(migration.name), \(migration.checksum), \(nowMicroseconds))
                    """)
            }
            return pending
        }
    }

    /// Which steps a database has. An empty database has none.
    package func status(of database: Database) async throws -> [MigrationStatus] {
        let applied: [AppliedMigration]
        do {
            applied = try await database.transaction(readOnly: true) { try await Self.applied($0) }
        } catch let error as DatabaseError where error.code == .syntax || error.code == .cannotOpen {
            // No table of migrations yet, or no file.
            applied = []
        }
        let pending = Set(try pending(applied: applied).map(\.version))
        return migrations.map { MigrationStatus(migration: $0, isApplied: !pending.contains($0.version)) }
    }

    /// Compares what is applied with what we know.
    func pending(applied: [AppliedMigration]) throws(DatabaseError) -> [Migration] {
        for step in applied {
            guard let known = migrations.first(where: { $0.version == step.version }) else {
                throw DatabaseError(
                    .schema, "the database has schema version \(step.version) (\(step.name)), newer than this program; run a newer jobu")
            }
            guard known.checksum == step.checksum else {
                throw DatabaseError(
                    .schema, "migration \(step.version) (\(step.name)) in the database differs from this program's; it must not be edited")
            }
        }
        let done = Set(applied.map(\.version))
        return migrations.filter { !done.contains($0.version) }
    }

    private static func applied(_ tx: Transaction) async throws -> [AppliedMigration] {
        try await tx.fetchAll("SELECT version, name, checksum FROM schema_migrations ORDER BY version").map { row in
            AppliedMigration(version: try row.int("version"), name: try row.text("name"), checksum: try row.text("checksum"))
        }
    }
}
