import JobUDatabase

enum SQLiteOptionKey: String, SettingsKey {
    case synchronous
    case busyTimeout = "busy_timeout_ms"
    case journalMode = "journal_mode"
    case foreignKeys = "foreign_keys"
    case cacheSize = "cache_size"

    static var otherSpellings: [String: SQLiteOptionKey] { ["busy_timeout": .busyTimeout] }
}

extension FileConfiguration {
    init(_ reader: SettingsReader<DatabaseKey>, name: String) throws(ConfigurationError) {
        self.init(path: try reader.text(.path, default: "data/\(name).db"))
        guard !path.hasPrefix(":memory:"), !path.hasPrefix("file:") else {
            throw reader.place(of: .path).error(
                "must be the path of a file, such as data/\(name).db: databases in memory and URIs are not supported")
        }
        let options = try SettingsReader<SQLiteOptionKey>(reader.section(.options))
        synchronous = try options.choice(.synchronous, default: synchronous)
        busyTimeout = .milliseconds(try options.int(.busyTimeout, in: 0...600_000, default: 5000))
        try options.requireIfGiven(.journalMode, "wal")
        try options.requireIfGiven(.foreignKeys, "true")
        options.warnWithoutEffect(.cacheSize, because: "SQLite uses its own cache size")
    }
}
