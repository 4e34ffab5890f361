import JobUDatabase

extension MigrationRules {
    /// A change of the schema commits by itself here.
    static func mysql(_ configuration: ServerConfiguration) -> MigrationRules {
        MigrationRules(
            // The server's locks have names for all its databases together.
            lock: MigrationLock(
                take: "SELECT GET_LOCK(LEFT(CONCAT('jobu_migrate_', DATABASE()), 64), 600) AS taken",
                release: "SELECT RELEASE_LOCK(LEFT(CONCAT('jobu_migrate_', DATABASE()), 64)) AS released"),
            undoesSchema: false,
            tables: "SELECT table_name AS name FROM information_schema.tables WHERE table_schema = DATABASE()",
            tableOptions: " ENGINE = InnoDB ROW_FORMAT = DYNAMIC DEFAULT CHARSET = utf8mb4 COLLATE = utf8mb4_bin",
            // A table that exists, a table that is gone, a column, a key, a column or key that is gone, a foreign key.
            doneCodes: ["1050", "1051", "1060", "1061", "1091", "1826"],
            grants: "SELECT, INSERT, UPDATE, DELETE, CREATE, ALTER, INDEX and REFERENCES on `\(configuration.database)`.*")
    }
}
