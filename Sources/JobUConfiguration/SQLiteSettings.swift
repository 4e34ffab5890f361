/// A database of `type: sqlite`.
package struct SQLiteSettings: Sendable, Equatable {
    /// What a commit waits for.
    package enum Synchronous: String, Sendable, CaseIterable {
        /// Until it is on the disk: survives a power cut.
        case full
        /// Until the operating system has it: survives a killed process.
        case normal
    }

    /// As given: a relative path counts from the directory the process runs in.
    package var path: String
    package var synchronous = Synchronous.full
    /// How long a statement waits for another process's lock.
    package var busyTimeout: Duration = .seconds(5)

    package init(path: String) {
        self.path = path
    }
}

enum SQLiteOptionKey: String, SettingsKey {
    case synchronous
    case busyTimeout = "busy_timeout_ms"
    case journalMode = "journal_mode"
    case foreignKeys = "foreign_keys"
    case cacheSize = "cache_size"

    static var otherSpellings: [String: SQLiteOptionKey] { ["busy_timeout": .busyTimeout] }
}

extension SQLiteSettings {
    init(_ reader: SettingsReader<DatabaseKey>, name: String) throws(ConfigurationError) {
        self.init(path: try reader.text(.path, default: "data/\(name).db"))
        guard !path.hasPrefix(":memory:"), !path.hasPrefix("file:") else {
            throw reader.place(of: .path).error("must be the path of a file: every session opens it anew")
        }
        let options = try SettingsReader<SQLiteOptionKey>(reader.section(.options))
        synchronous = try options.choice(.synchronous, default: synchronous)
        busyTimeout = .milliseconds(try options.int(.busyTimeout, in: 0...600_000, default: 5000))
        try options.requireIfGiven(.journalMode, "wal")
        try options.requireIfGiven(.foreignKeys, "true")
        options.warnWithoutEffect(.cacheSize, because: "SQLite's own size is used")
    }
}
