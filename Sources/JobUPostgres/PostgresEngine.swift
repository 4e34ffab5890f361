import JobUDatabase
public import JobUStore

extension DatabaseEngine {
    /// PostgreSQL, through libpq: `type: postgresql` in database.yaml.
    public static let postgresql = DatabaseEngine { database in
        guard let configuration = database.server(ofType: "postgresql") else { return nil }
        var parts = EngineParts(
            driver: PostgresDriver(configuration), dialect: PostgresDialect(), migrations: PostgresMigrations.all)
        if configuration.poolMode == .session {
            // Without a session there is no search path that would lead to a schema.
            parts.trial = .postgres(configuration)
            parts.watch = { _, signals, _, onWorking in
                try await PostgresChangeWatcher(configuration, signals: signals).run(onWorking: onWorking)
            }
        }
        parts.publish = ({ try await PostgresChangeWatcher.publish($1, on: $0) }, .milliseconds(5))
        parts.clockSkewMax = configuration.clockSkewMax
        return parts
    }
}
