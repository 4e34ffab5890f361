/// One entry of `databases:` in database.yaml.
package struct DatabaseSettings: Sendable, Equatable {
    package enum Engine: Sendable, Equatable {
        case sqlite(SQLiteSettings)
        case postgresql(DatabaseServerSettings)
        case mysql(DatabaseServerSettings)

        /// As `type` says it.
        package var typeName: String {
            switch self {
            case .sqlite: "sqlite"
            case .postgresql: "postgresql"
            case .mysql: "mysql"
            }
        }

        /// The library product that brings it.
        package var product: String {
            switch self {
            case .sqlite: "JobU"
            case .postgresql: "JobUPostgres"
            case .mysql: "JobUMySQL"
            }
        }
    }

    package var engine: Engine
    package var pool: DatabasePoolSettings

    package init(_ engine: Engine, pool: DatabasePoolSettings = DatabasePoolSettings()) {
        self.engine = engine
        self.pool = pool
    }

    /// What JobU starts with where nothing is configured.
    package static let embedded = file("data/jobu.db")

    /// The embedded engine on a file, with the default settings.
    package static func file(_ path: String) -> DatabaseSettings {
        DatabaseSettings(.sqlite(SQLiteSettings(path: path)))
    }
}

enum DatabaseFileKey: String, SettingsKey { case databases }

enum DatabaseKey: String, SettingsKey {
    case type, path, host, port, database, user, password
    case passwordFile = "password_file"
    case pool, options

    static let ofSQLite: [DatabaseKey] = [.type, .path, .pool, .options]
    static let ofServer = allCases.filter { $0 != .path }
}

extension DatabaseSettings {
    private enum Kind: String, CaseIterable { case sqlite, postgresql, postgres, mysql, mariadb }

    /// All databases of the file, by name; the embedded one where none is given.
    static func read(_ file: SettingsSection) throws(ConfigurationError) -> [String: DatabaseSettings] {
        let named = try SettingsReader<DatabaseFileKey>(file).section(.databases).subsections()
        var databases: [String: DatabaseSettings] = [:]
        for (name, section) in named {
            guard isName(name) else {
                throw section.place.error("a database's name must be 1 to 64 of the signs A-Z a-z 0-9 _ -")
            }
            databases[name] = try DatabaseSettings(section, name: name)
        }
        return databases.isEmpty ? ["jobu": embedded] : databases
    }

    /// Whether something of a file may be called so.
    static func isName(_ text: String) -> Bool {
        (1...64).contains(text.count)
            && text.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    }

    private init(_ section: SettingsSection, name: String) throws(ConfigurationError) {
        switch try Self.kind(of: section) {
        case .sqlite:
            let reader = try SettingsReader(section, only: DatabaseKey.ofSQLite, for: "type sqlite")
            engine = .sqlite(try SQLiteSettings(reader, name: name))
            pool = try DatabasePoolSettings(reader.section(.pool))
            reader.warnWithoutEffect(.pool, because: "SQLite is used with one session that writes and two that read")
        case .postgresql, .postgres:
            let reader = try SettingsReader(section, only: DatabaseKey.ofServer, for: "type postgresql")
            engine = .postgresql(try DatabaseServerSettings(reader, port: 5432, options: ServerOptionKey.ofPostgreSQL))
            pool = try DatabasePoolSettings(reader.section(.pool))
        case .mysql, .mariadb:
            let reader = try SettingsReader(section, only: DatabaseKey.ofServer, for: "type mysql")
            engine = .mysql(try DatabaseServerSettings(reader, port: 3306, options: ServerOptionKey.ofMySQL))
            pool = try DatabasePoolSettings(reader.section(.pool))
        }
    }

    /// The type is read first, as it decides which keys are allowed.
    private static func kind(of section: SettingsSection) throws(ConfigurationError) -> Kind {
        guard let entry = section.entry(DatabaseKey.type.rawValue) else {
            // A misspelt `type` deserves the better message.
            _ = try SettingsReader<DatabaseKey>(section)
            throw section.place.error("'type' is missing; allowed: \(Kind.allCases.map(\.rawValue).listed)")
        }
        let place = section.place.child(entry.key, at: entry.keyPosition)
        return try SettingsValue(entry.value, at: place, in: section.source).choice()
    }
}
