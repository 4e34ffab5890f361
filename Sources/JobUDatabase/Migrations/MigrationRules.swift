/// What engines do differently while a schema is brought up to date: the dialect seam of `Migrator`.
package struct MigrationRules: Sendable {
    /// Keeps processes apart that migrate at the same time; nil where the engine's one writer does.
    package var lock: MigrationLock?
    /// Whether a transaction undoes a change of the schema. Where it does not, each statement is noted before and after it runs.
    package var undoesSchema: Bool
    /// The names of all tables of the database, as `name`.
    package var tables: SQLQuery
    /// Follows the columns of a table that the migrator makes for itself: what the database's own settings must not decide.
    package var tableOptions: SQLQuery
    /// The engine's codes for "what this statement makes is there already", or "what it takes away is gone".
    package var doneCodes: Set<String>
    /// The engine's codes for a missing right, besides those of class `permission`.
    package var grantCodes: Set<String>
    /// The missing rights to change the schema, as a continuation of "grant it ".
    package var grants: String
    /// Why no store can be kept in the database, with what to do; nil when one can.
    package var refusal: @Sendable (Transaction) async throws -> String?

    package init(
        lock: MigrationLock?, undoesSchema: Bool, tables: SQLQuery, tableOptions: SQLQuery = "", doneCodes: Set<String> = [],
        grantCodes: Set<String> = [], grants: String, refusal: @escaping @Sendable (Transaction) async throws -> String? = { _ in nil }
    ) {
        self.lock = lock
        self.undoesSchema = undoesSchema
        self.tables = tables
        self.tableOptions = tableOptions
        self.doneCodes = doneCodes
        self.grantCodes = grantCodes
        self.grants = grants
        self.refusal = refusal
    }
}

/// A lock that several processes can wait for.
package struct MigrationLock: Sendable {
    /// Returns when the lock is held, or with a `taken` that is not 1. Without `release` the lock cannot be refused.
    package var take: SQLQuery
    /// Nil for a lock that is taken inside the transaction and ends with it.
    package var release: SQLQuery?

    package init(take: SQLQuery, release: SQLQuery?) {
        self.take = take
        self.release = release
    }
}
