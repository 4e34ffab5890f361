package import JobUDatabase

/// What `type:` of a database may be.
enum DatabaseType: String, CaseIterable {
    case sqlite, postgresql, postgres, mysql, mariadb

    /// The type of the engine that opens it.
    var engine: String {
        switch self {
        case .sqlite: "sqlite"
        case .postgresql, .postgres: "postgresql"
        case .mysql, .mariadb: "mysql"
        }
    }

    /// The library product that brings the engine of a type.
    static func product(of engine: String) -> String {
        switch engine {
        case "postgresql": "JobUPostgres"
        case "mysql": "JobUMySQL"
        default: "JobU"
        }
    }
}

extension DatabaseConfiguration {
    /// What JobU starts with where nothing is configured.
    package static let embedded = file("data/jobu.db")

    /// The embedded engine on a file, with the default settings.
    package static func file(_ path: String) -> DatabaseConfiguration {
        DatabaseConfiguration(type: DatabaseType.sqlite.engine, .file(FileConfiguration(path: path)))
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

/// The section `databases:`.
enum DatabaseSettings {
    /// All databases of the file, by name; the embedded one where none is given.
    static func read(_ file: SettingsSection) throws(ConfigurationError) -> [String: DatabaseConfiguration] {
        let named = try SettingsReader<DatabaseFileKey>(file).section(.databases).subsections()
        var databases: [String: DatabaseConfiguration] = [:]
        for (name, section) in named {
            guard SettingsName.isName(name) else { throw section.place.error("a database's name must be \(SettingsName.rule)") }
            databases[name] = try database(section, name: name)
        }
        return databases.isEmpty ? ["jobu": .embedded] : databases
    }

    private static func database(_ section: SettingsSection, name: String) throws(ConfigurationError) -> DatabaseConfiguration {
        let type = try type(of: section)
        let location: DatabaseConfiguration.Location
        let reader: SettingsReader<DatabaseKey>
        switch type {
        case .sqlite:
            reader = try SettingsReader(section, only: DatabaseKey.ofSQLite, for: "type sqlite")
            location = .file(try FileConfiguration(reader, name: name))
        case .postgresql, .postgres:
            reader = try SettingsReader(section, only: DatabaseKey.ofServer, for: "type postgresql")
            location = .server(try ServerConfiguration(reader, port: 5432, options: ServerOptionKey.ofPostgreSQL))
        case .mysql, .mariadb:
            reader = try SettingsReader(section, only: DatabaseKey.ofServer, for: "type mysql")
            location = .server(try ServerConfiguration(reader, port: 3306, options: ServerOptionKey.ofMySQL))
        }
        let pool = try PoolConfiguration(reader.section(.pool))
        if type == .sqlite { reader.warnWithoutEffect(.pool, because: "SQLite uses one connection for writing and two for reading") }
        return DatabaseConfiguration(type: type.engine, location, pool: pool)
    }

    /// The type is read first, as it decides which keys are allowed.
    private static func type(of section: SettingsSection) throws(ConfigurationError) -> DatabaseType {
        guard let entry = section.entry(DatabaseKey.type.rawValue) else {
            // A misspelt `type` deserves the better message.
            _ = try SettingsReader<DatabaseKey>(section)
            throw section.place.error("'type' is missing; allowed: \(DatabaseType.allCases.map(\.rawValue).listed)")
        }
        let place = section.place.child(entry.key, at: entry.keyPosition)
        return try SettingsValue(entry.value, at: place, in: section.source).choice()
    }
}
