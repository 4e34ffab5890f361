import JobUDatabase

extension MigrationRules {
    /// The one that writes keeps others out, and a change of the schema is undone with its transaction.
    static func sqlite(_ configuration: FileConfiguration) -> MigrationRules {
        MigrationRules(
            lock: nil, undoesSchema: true, tables: "SELECT name FROM sqlite_master WHERE type = 'table'",
            grants: "the right to write \(configuration.path) and its folder")
    }
}
