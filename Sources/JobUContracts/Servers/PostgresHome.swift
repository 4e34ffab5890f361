import Foundation
import JobUDatabase
import JobUModel
package import JobUPostgres
package import JobUTesting

/// The database servers that tests may use, named by the environment.
package enum TestServers {
    /// The PostgreSQL server of `JOBU_TEST_POSTGRES_*`; nil when there is none. It need not survive a power cut.
    package static var postgres: PostgresConfiguration? {
        let environment = ProcessInfo.processInfo.environment
        guard let host = environment["JOBU_TEST_POSTGRES_HOST"], let port = environment["JOBU_TEST_POSTGRES_PORT"].flatMap(Int.init) else {
            return nil
        }
        var configuration = PostgresConfiguration(
            host: host, port: port, database: environment["JOBU_TEST_POSTGRES_DATABASE"] ?? "jobu",
            user: environment["JOBU_TEST_POSTGRES_USER"] ?? "jobu", password: environment["JOBU_TEST_POSTGRES_PASSWORD"])
        configuration.allowsUnsafeDurability = true
        return configuration
    }

    /// The same server through a pooler that lends sessions by the transaction; nil when there is none.
    package static var pooledPostgres: PostgresConfiguration? {
        guard var configuration = postgres,
            let port = ProcessInfo.processInfo.environment["JOBU_TEST_PGBOUNCER_PORT"].flatMap(Int.init)
        else { return nil }
        configuration.port = port
        configuration.sslMode = .disable
        configuration.poolMode = .transaction
        return configuration
    }

    package static var hasPostgres: Bool { postgres != nil }

    static func missing(_ name: String) -> DatabaseError {
        DatabaseError(.cannotOpen, "no \(name) server for tests; run them with script/test")
    }

    /// The folder of that server's Unix socket.
    package static var postgresSocketFolder: String? {
        ProcessInfo.processInfo.environment["JOBU_TEST_POSTGRES_SOCKET"]
    }
}

/// A schema of its own on a server, dropped with all that is in it when the value is let go.
package final class PostgresSchema: Sendable {
    /// The server, with this schema as the only one that is searched.
    package let configuration: PostgresConfiguration
    private let name: String

    /// - Throws: when the server cannot be reached, or refuses.
    package init(on server: PostgresConfiguration) async throws {
        // Not the injected randomness: the name must differ between processes that share a seed.
        name = "jobu_test_\(UUID().uuidString.lowercased().filter(\.isHexDigit))"
        let connection = try await PostgresDriver(server).connect(.readWrite)
        try await connection.executeScript("CREATE SCHEMA \(name)")
        try await connection.close()
        var configuration = server
        configuration.schema = name
        self.configuration = configuration
    }

    deinit {
        do {
            var configuration = configuration
            // What a test has left open must not hold up the others.
            configuration.statementTimeout = .seconds(10)
            let session = try PostgresSession(configuration)
            try session.script("DROP SCHEMA \(name) CASCADE")
        } catch {
            // The server is gone, or the schema is in use: nothing depends on its removal.
        }
    }
}

extension TestDatabase {
    /// A schema of its own on the PostgreSQL server of the environment; nil when there is none.
    /// - Throws: when the server cannot be reached, or refuses.
    package static func postgres() async throws -> TestDatabase? {
        guard let server = TestServers.postgres else { return nil }
        let schema = try await PostgresSchema(on: server)
        return TestDatabase(migrations: PostgresMigrations.all, dialect: PostgresJobSQL(), keepAlive: schema) {
            [configuration = schema.configuration] in
            Database(name: "jobu", driver: PostgresDriver(configuration), time: TimeSource.system.pool)
        }
    }

    /// A database of its own, reached through a pooler: without a session there is no search path for a schema.
    /// - Throws: when there is no pooler, or a server refuses.
    package static func pooledPostgres() async throws -> TestDatabase {
        guard let server = TestServers.postgres, var pooled = TestServers.pooledPostgres else { throw TestServers.missing("PgBouncer") }
        let name = "p" + UUID().uuidString.lowercased().filter(\.isHexDigit)
        let admin = try await PostgresDriver(server).connect(.readWrite)
        try await admin.executeScript("CREATE DATABASE \(name)")
        try await admin.close()
        pooled.database = name
        // The server is thrown away after the tests, and the database with it.
        return TestDatabase(migrations: PostgresMigrations.all, dialect: PostgresJobSQL(), keepAlive: name) { [pooled] in
            Database(name: "jobu", driver: PostgresDriver(pooled), time: TimeSource.system.pool)
        }
    }
}
