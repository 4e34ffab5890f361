import JobUConfiguration
public import JobUStore

extension DatabaseEngine {
    /// MySQL and MariaDB, through MariaDB's Connector/C: `type: mysql` in database.yaml.
    public static let mysql = DatabaseEngine { engine in
        guard case .mysql(let server) = engine else { return nil }
        var parts = EngineParts(
            driver: MySQLDriver(MySQLConfiguration(server)), jobSQL: MySQLDialect(), migrations: MySQLMigrations.all)
        parts.watch = { database, signals, clock, onWorking in
            try await MySQLChangeWatcher(database, signals: signals, clock: clock).run(onWorking: onWorking)
        }
        parts.publish = ({ try await MySQLChangeWatcher.publish($1, on: $0) }, .milliseconds(20))
        parts.clockSkewMax = server.clockSkewMax
        parts.trial = .mysql(MySQLConfiguration(server))
        return parts
    }
}

extension MySQLConfiguration {
    fileprivate init(_ server: DatabaseServerSettings) {
        self.init(
            host: server.host, port: server.port, database: server.database, user: server.user, password: server.password?.reveal())
        socket = server.socket
        sslMode = SSLMode(rawValue: server.sslMode.rawValue) ?? .verifyFull
        sslCA = server.sslCA
        connectTimeout = server.connectTimeout
        statementTimeout = server.statementTimeout
    }
}
