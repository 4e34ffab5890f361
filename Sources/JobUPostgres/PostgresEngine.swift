import JobUConfiguration
public import JobUStore

extension DatabaseEngine {
    /// PostgreSQL, through libpq: `type: postgresql` in database.yaml.
    public static let postgresql = DatabaseEngine { engine in
        guard case .postgresql(let server) = engine else { return nil }
        let configuration = PostgresConfiguration(server)
        var parts = EngineParts(
            driver: PostgresDriver(configuration), jobSQL: PostgresDialect(), migrations: PostgresMigrations.all)
        if configuration.poolMode == .session {
            // Without a session there is no search path that would lead to a schema.
            parts.trial = .postgres(configuration)
            parts.watch = { _, signals, _, onWorking in
                try await PostgresChangeWatcher(configuration, signals: signals).run(onWorking: onWorking)
            }
        }
        parts.publish = ({ try await PostgresChangeWatcher.publish($1, on: $0) }, .milliseconds(5))
        parts.clockSkewMax = server.clockSkewMax
        return parts
    }
}

extension PostgresConfiguration {
    fileprivate init(_ server: DatabaseServerSettings) {
        self.init(
            host: server.host, port: server.port, database: server.database, user: server.user, password: server.password?.reveal())
        socketFolder = server.socket
        sslMode = SSLMode(rawValue: server.sslMode.rawValue) ?? .verifyFull
        sslCA = server.sslCA
        connectTimeout = server.connectTimeout
        statementTimeout = server.statementTimeout
        poolMode = server.poolMode == .transaction ? .transaction : .session
    }
}
