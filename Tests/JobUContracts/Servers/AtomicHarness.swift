import Foundation
package import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
package import JobUStore
package import JobUTesting
import Logging

/// Where five databases of a test are, so that another process can open them too.
package struct AtomicLocation: Codable, Sendable {
    package struct Server: Codable, Sendable {
        package var host: String
        package var port: Int
        package var user: String
        package var password: String?

        package init(host: String, port: Int, user: String, password: String?) {
            self.host = host
            self.port = port
            self.user = user
            self.password = password
        }
    }

    package var sqlitePath: String
    package var postgres: Server
    package var postgresDatabase: String
    package var postgresSchemas: [String]
    package var mysql: Server
    package var mysqlAdminDatabase: String
    package var mysqlDatabases: [String]
    /// When a server ends a deciding session that has fallen silent.
    package var idleSeconds: Int = 1
    /// The database of the executions.
    package var executionDatabase: String

    func postgresConfiguration(schema: String?) -> ServerConfiguration {
        var configuration = ServerConfiguration(
            host: postgres.host, port: postgres.port, database: postgresDatabase, user: postgres.user, password: postgres.password)
        configuration.schema = schema
        configuration.sslMode = .disable
        configuration.allowsUnsafeDurability = true
        configuration.connectTimeout = .seconds(3)
        configuration.atomicIdleTimeout = .seconds(idleSeconds)
        return configuration
    }

    func mysqlConfiguration(database: String) -> ServerConfiguration {
        var configuration = ServerConfiguration(
            host: mysql.host, port: mysql.port, database: database, user: mysql.user, password: mysql.password)
        configuration.sslMode = .disable
        configuration.allowsUnsafeDurability = true
        configuration.connectTimeout = .seconds(3)
        configuration.atomicIdleTimeout = .seconds(idleSeconds)
        return configuration
    }

    /// Databases of their own on servers of their own.
    package init(in directory: TemporaryDirectory, executionDatabase: String, postgres: Server, mysql: Server) {
        let unique = UUID().uuidString.lowercased().filter(\.isHexDigit)
        sqlitePath = directory.file("\(executionDatabase).db")
        self.postgres = postgres
        postgresDatabase = "postgres"
        postgresSchemas = ["a\(unique)", "b\(unique)"]
        self.mysql = mysql
        mysqlAdminDatabase = "mysql"
        mysqlDatabases = ["a\(unique)", "b\(unique)"]
        self.executionDatabase = executionDatabase
    }

    /// Databases of their own on the servers of the tests.
    /// - Throws: when there are none.
    package init(in directory: TemporaryDirectory, executionDatabase: String) throws {
        guard let postgres = TestServers.postgres, let mysql = TestServers.mysql else { throw TestServers.missing("database") }
        let unique = UUID().uuidString.lowercased().filter(\.isHexDigit)
        sqlitePath = directory.file("home.db")
        self.postgres = Server(host: postgres.host, port: postgres.port, user: postgres.user, password: postgres.password?.reveal())
        postgresDatabase = postgres.database
        postgresSchemas = ["a\(unique)", "b\(unique)"]
        self.mysql = Server(host: mysql.host, port: mysql.port, user: mysql.user, password: mysql.password?.reveal())
        mysqlAdminDatabase = mysql.database
        mysqlDatabases = ["a\(unique)", "b\(unique)"]
        self.executionDatabase = executionDatabase
    }
}

/// Five databases on three engines, each with a table for what a transaction wrote.
package struct AtomicHarness: Sendable {
    package let databases: AtomicDatabases
    package let registry: JobDatabases

    package init(_ place: AtomicLocation, checkpoint: @escaping @Sendable (AtomicCheckpoint) -> Void = { _ in }) {
        var opened = [
            Database(
                name: "sqlite_1", driver: SQLiteDriver(FileConfiguration(path: place.sqlitePath, busyTimeout: .seconds(1))),
                time: TimeSource.system)
        ]
        for (index, schema) in place.postgresSchemas.enumerated() {
            let driver = PostgresDriver(place.postgresConfiguration(schema: schema))
            opened.append(Database(name: "postgres_\(index + 1)", driver: driver, time: TimeSource.system))
        }
        for (index, name) in place.mysqlDatabases.enumerated() {
            let driver = MySQLDriver(place.mysqlConfiguration(database: name))
            opened.append(Database(name: "mysql_\(index + 1)", driver: driver, time: TimeSource.system))
        }
        var environment = AtomicEnvironment.test()
        environment.checkpoint = checkpoint
        databases = AtomicDatabases(opened, executionDatabase: place.executionDatabase, environment: environment)
        registry = JobDatabases(opened, atomic: databases)
    }

    /// Makes schemas, tables and the tables of the protocol.
    package static func make(_ place: AtomicLocation) async throws -> AtomicHarness {
        try await create(place)
        let harness = AtomicHarness(place)
        for database in harness.databases.byName.values {
            try await database.withConnection(.readWrite) { connection in
                try await connection.executeScript("CREATE TABLE IF NOT EXISTS work (key_text VARCHAR(80) PRIMARY KEY)")
            }
            _ = try await database.setUpAtomic(harness.databases.environment)
        }
        return harness
    }

    private static func create(_ place: AtomicLocation) async throws {
        let time = TimeSource.system
        let admins = [
            (
                Database(name: "p", driver: PostgresDriver(place.postgresConfiguration(schema: nil)), time: time),
                place.postgresSchemas.map { "CREATE SCHEMA \($0)" }
            ),
            (
                Database(name: "m", driver: MySQLDriver(place.mysqlConfiguration(database: place.mysqlAdminDatabase)), time: time),
                place.mysqlDatabases.map { "CREATE DATABASE \($0)" }
            ),
        ]
        for (admin, scripts) in admins {
            for script in scripts { try await admin.withConnection(.readWrite) { try await $0.executeScript(script) } }
            try await admin.close()
        }
    }

    /// The store of executions on `sqlite_1`.
    package func executionStore(_ signals: ChangeSignals) async throws -> SQLJobStore {
        let executionDatabase = try databases.database("sqlite_1")
        _ = try await Migrator(SQLiteMigrations.all).run(on: executionDatabase, now: Timestamp(microseconds: 0))
        return SQLJobStore(database: executionDatabase, dialect: SQLiteDialect(), signals: signals)
    }

    package func close() async throws {
        for database in databases.byName.values { try await database.close() }
    }

    /// Writes the key into every named database, in one transaction.
    package func write(_ key: String, on names: [String]) async throws {
        try await registry.transaction(on: names.map { TransactionParticipant($0) }) { tx in
            for name in names { try await tx[name].execute("INSERT INTO work (key_text) VALUES (\(key))") }
        }
    }

    /// In which of the named databases the key is.
    package func holders(of key: String, among names: [String]) async throws -> [String] {
        var holders: [String] = []
        for name in names {
            let rows = try await registry.transaction(name, readOnly: true) { tx in
                try await tx.fetchAll("SELECT key_text FROM work WHERE key_text = \(key)")
            }
            if !rows.isEmpty { holders.append(name) }
        }
        return holders
    }
}
