import Foundation
import JobUDatabase
package import JobUPostgres
package import JobUTesting

/// The servers the tests may use: those of `script/test`, or others named in the environment.
package enum TestServers {
    /// Nil when there is none.
    package static var postgres: PostgresConfiguration? {
        let environment = ProcessInfo.processInfo.environment
        guard let host = environment["JOBU_TEST_POSTGRES_HOST"], let port = environment["JOBU_TEST_POSTGRES_PORT"].flatMap(Int.init) else {
            return nil
        }
        var configuration = PostgresConfiguration(
            host: host, port: port, database: environment["JOBU_TEST_POSTGRES_DATABASE"] ?? "jobu",
            user: environment["JOBU_TEST_POSTGRES_USER"] ?? "jobu", password: environment["JOBU_TEST_POSTGRES_PASSWORD"])
        configuration.sslMode = .disable
        // It runs without fsync: the tests kill processes, not machines.
        configuration.allowsUnsafeDurability = true
        return configuration
    }

    package static var postgresSocketFolder: String? { ProcessInfo.processInfo.environment["JOBU_TEST_POSTGRES_SOCKET"] }
    package static var hasPostgres: Bool { postgres != nil }

    static func missing(_ name: String) -> DatabaseError {
        DatabaseError(.cannotOpen, "no \(name) server for tests; run them with script/test")
    }
}

extension TestDatabase {
    /// A schema of its own on the PostgreSQL server of the tests.
    /// - Parameter change: what is different from the usual configuration.
    /// - Throws: when there is no server.
    package static func postgres(_ change: (inout PostgresConfiguration) -> Void = { _ in }) async throws -> TestDatabase {
        guard let server = TestServers.postgres else { throw TestServers.missing("PostgreSQL") }
        let schema = "t" + UUID().uuidString.lowercased().filter(\.isHexDigit)
        let admin = Database(name: "admin", driver: PostgresDriver(server))
        try await admin.withConnection(.readWrite) { try await $0.executeScript("CREATE SCHEMA \(schema)") }
        try await admin.close()
        var configuration = server
        configuration.schema = schema
        change(&configuration)
        let chosen = configuration
        // The server is thrown away after the tests, and the schema with it.
        return TestDatabase(migrations: TestMigrations.all, dialect: nil, keepAlive: schema) {
            Database(name: "postgres", driver: PostgresDriver(chosen))
        }
    }
}

/// A small schema in the SQL that all servers have in common.
enum TestMigrations {
    static let all = [
        Migration(version: 1, name: "first", script: "CREATE TABLE migrated_one (id INTEGER PRIMARY KEY, name VARCHAR(100) NOT NULL)"),
        Migration(version: 2, name: "second", script: "CREATE TABLE migrated_two (id INTEGER PRIMARY KEY); INSERT INTO migrated_two VALUES (1)"),
    ]
}
