import JobUDatabase
public import JobUStore

extension DatabaseEngine {
    /// MySQL and MariaDB, through MariaDB's Connector/C: `type: mysql` in database.yaml.
    public static let mysql = DatabaseEngine { database in
        guard let configuration = database.server(ofType: "mysql") else { return nil }
        var parts = EngineParts(
            driver: MySQLDriver(configuration), dialect: MySQLDialect(), migrations: MySQLMigrations.all)
        parts.watch = { database, signals, clock, onWorking in
            try await MySQLChangeWatcher(database, signals: signals, clock: clock).run(onWorking: onWorking)
        }
        parts.publish = ({ try await MySQLChangeWatcher.publish($1, on: $0) }, .milliseconds(20))
        parts.clockSkewMax = configuration.clockSkewMax
        parts.trial = .mysql(configuration)
        return parts
    }
}
