import GRDBSQLite

/// What a statement that people wrote may do: the decision of the authorizer, which SQLite asks for every single thing a statement would do
/// when it is prepared. What is not listed is refused.
enum StatementRights {
    /// Functions that reach beyond the database.
    private static let refusedFunctions: Set = ["load_extension", "fts3_tokenizer", "readfile", "writefile", "edit", "sqlite_log"]
    /// Tables that are pages and pointers, not data.
    private static let refusedTables: Set = ["sqlite_dbpage", "sqlite_stmt", "sqlite_memstat"]
    /// The protocol of multi-database transactions trusts what stands there.
    private static let protocolPrefix = "jobu_tx"

    /// - Parameters:
    ///   - action: one of SQLite's action codes.
    ///   - first: its first argument, mostly a table.
    ///   - second: its second argument, of a function the name.
    /// - Returns: nil for what is allowed; otherwise what is not, in a few words.
    static func refusal(_ action: Int32, _ first: String?, _ second: String?) -> String? {
        switch action {
        case SQLITE_SELECT, SQLITE_RECURSIVE: return nil
        case SQLITE_FUNCTION:
            let name = (second ?? "").lowercased()
            return refusedFunctions.contains(name) ? "the function \(name)" : nil
        case SQLITE_READ, SQLITE_INSERT, SQLITE_UPDATE, SQLITE_DELETE, SQLITE_CREATE_TABLE, SQLITE_DROP_TABLE:
            return refusal(ofTable: first)
        case SQLITE_CREATE_INDEX, SQLITE_DROP_INDEX, SQLITE_CREATE_TRIGGER, SQLITE_DROP_TRIGGER, SQLITE_ALTER_TABLE:
            return refusal(ofTable: second)
        // Statistics are counted of all tables, whatever they are.
        case SQLITE_CREATE_VIEW, SQLITE_DROP_VIEW, SQLITE_REINDEX, SQLITE_ANALYZE: return nil
        // Full-text tables ask for it each time they are read.
        case SQLITE_PRAGMA where first?.lowercased() == "data_version" && second == nil: return nil
        default: return words[action] ?? "this kind of statement"
        }
    }

    private static func refusal(ofTable name: String?) -> String? {
        let name = (name ?? "").lowercased()
        return refusedTables.contains(name) || name.hasPrefix(protocolPrefix) ? "the table \(name)" : nil
    }

    private static let words: [Int32: String] = [
        SQLITE_ATTACH: "another file", SQLITE_DETACH: "another file", SQLITE_PRAGMA: "a PRAGMA",
        SQLITE_TRANSACTION: "a transaction of its own", SQLITE_SAVEPOINT: "a savepoint", SQLITE_CREATE_VTABLE: "a virtual table",
        SQLITE_DROP_VTABLE: "a virtual table", SQLITE_CREATE_TEMP_TABLE: "a temporary table", SQLITE_CREATE_TEMP_VIEW: "a temporary view",
        SQLITE_CREATE_TEMP_TRIGGER: "a temporary trigger", SQLITE_CREATE_TEMP_INDEX: "a temporary index",
    ]
}
