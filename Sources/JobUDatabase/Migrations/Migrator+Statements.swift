import JobUTime
/// Where a change of the schema commits by itself.
extension Migrator {
    func runByStatements(on database: Database, now: Timestamp) async throws -> [Migration] {
        let rules = database.migrationRules
        return try await database.withMigrationLock { connection in
            _ = try await connection.execute(Self.table(rules))
            _ = try await connection.execute(MigrationProgress.table(rules))
            let pending = try pending(applied: await connection.fetchAll(Self.noted).map(AppliedMigration.init(row:)))
            for migration in pending {
                let run = StatementRunner(migration, ScriptStatements(migration.script, database.syntax).all, rules, connection)
                try await run.perform(note: Self.note(migration, now))
            }
            return pending
        }
    }
}

/// One step that is applied statement by statement.
private struct StatementRunner {
    let migration: Migration
    let statements: [ScriptStatements.Statement]
    let rules: MigrationRules
    let connection: any DatabaseConnection

    init(
        _ migration: Migration, _ statements: [ScriptStatements.Statement], _ rules: MigrationRules, _ connection: any DatabaseConnection
    ) {
        self.migration = migration
        self.statements = statements
        self.rules = rules
        self.connection = connection
    }

    private var title: String { "migration \(migration.version) (\(migration.name))" }

    func perform(note: SQLQuery) async throws {
        var progress = try await takeUp()
        for index in progress.done..<statements.count {
            let isInDoubt = progress.isInDoubt(index, statements)
            progress.begin(statements)
            _ = try await connection.execute(progress.update)
            let begun = progress
            progress.end()
            do {
                try await run(statements[index], progress)
            } catch let error as SQLError where isInDoubt && rules.doneCodes.contains(error.serverCode ?? "") {
                // It was carried out, and whoever did it could not note it any more.
                _ = try await connection.execute(progress.update)
            } catch let error as SQLError where error.code != .connectionLost {
                throw failure(error, at: begun)
            }
        }
        try await inTransaction {
            _ = try await connection.execute(note)
            _ = try await connection.execute(progress.delete)
        }
    }

    /// A statement about data is committed together with its note; one about the schema commits by itself, before.
    private func run(_ statement: ScriptStatements.Statement, _ progress: MigrationProgress) async throws {
        try await inTransaction {
            try await connection.executeScript(statement.text)
            _ = try await connection.execute(progress.update)
        }
    }

    private func inTransaction(_ body: () async throws -> Void) async throws {
        try await connection.begin(.readWrite, isolation: nil)
        do {
            try await body()
            try await connection.commit()
        } catch {
            try await Transaction.rollback(connection, after: error)
            throw error
        }
    }

    /// The progress of an interrupted call before this one.
    private func takeUp() async throws -> MigrationProgress {
        if let row = try await connection.fetchAll(MigrationProgress.find(migration.version)).first {
            let progress = try MigrationProgress(row: row)
            guard progress.fits(statements) else {
                throw SQLError(
                    .schema,
                    "\(title) was started by another version of this program, whose first \(progress.done) statements differ; finish it "
                        + "with that version, or start again in an empty database")
            }
            return progress
        }
        try await refuseStrangers()
        let progress = MigrationProgress(version: migration.version)
        _ = try await connection.execute(progress.insert)
        return progress
    }

    /// Checks before any change: existing tables belong to another program.
    private func refuseStrangers() async throws {
        let present = Set(try await connection.fetchAll(rules.tables).map { try $0.text("name") })
        let strangers = statements.compactMap(\.newTable).filter(present.contains)
        guard strangers.isEmpty else {
            throw SQLError(
                .schema,
                "\(title) creates tables that already exist in the database: \(strangers.joined(separator: ", ")); give JobU a database of its "
                    + "own, or drop them if an older version left them after a failed migration")
        }
    }

    private func failure(_ error: SQLError, at progress: MigrationProgress) -> SQLError {
        error.reworded(
            error.code,
            "\(title) stopped at statement \(progress.begun) of \(statements.count) (\(statements[progress.done].title)): \(error.message); "
                + "the statements before it are kept: fix the cause, then run 'jobu migrate' again to continue")
    }
}
