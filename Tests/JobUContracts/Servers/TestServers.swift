import Foundation
package import JobUDatabase
import JobUModel
import JobUPostgres
import JobUTesting
package import TestSupport

/// The database servers that tests may use, named by the environment.
package enum TestServers {
    /// The PostgreSQL server of `JOBU_TEST_POSTGRES_*`; nil when there is none. It need not survive a power cut.
    package static var postgres: ServerConfiguration? {
        let environment = ProcessInfo.processInfo.environment
        guard let host = environment["JOBU_TEST_POSTGRES_HOST"], let port = environment["JOBU_TEST_POSTGRES_PORT"].flatMap(Int.init) else {
            return nil
        }
        var configuration = ServerConfiguration(
            host: host, port: port, database: environment["JOBU_TEST_POSTGRES_DATABASE"] ?? "jobu",
            user: environment["JOBU_TEST_POSTGRES_USER"] ?? "jobu", password: environment["JOBU_TEST_POSTGRES_PASSWORD"])
        configuration.allowsUnsafeDurability = true
        return configuration
    }

    /// The same server through a pooler that lends sessions by the transaction; nil when there is none.
    package static var pooledPostgres: ServerConfiguration? {
        guard var configuration = postgres,
            let port = ProcessInfo.processInfo.environment["JOBU_TEST_PGBOUNCER_PORT"].flatMap(Int.init)
        else { return nil }
        configuration.port = port
        configuration.sslMode = .disable
        configuration.poolMode = .transaction
        return configuration
    }

    package static var hasPostgres: Bool { postgres != nil }

    static func missing(_ name: String) -> SQLError {
        SQLError(.cannotOpen, "no \(name) server for tests; run them with script/test")
    }

    /// What database.yaml says of a database that a clerk or the owner enters.
    static func section(_ type: String, _ host: String, _ port: Int, _ database: String, _ user: String) -> String {
        "{type: \(type), host: '\(host)', port: \(port), database: \(database), user: '\(user)', password: \(user == "jobu" ? user : "clerk")}"
    }

    /// The folder of that server's Unix socket.
    package static var postgresSocketFolder: String? {
        ProcessInfo.processInfo.environment["JOBU_TEST_POSTGRES_SOCKET"]
    }
}

/// A schema of its own on a server, dropped with all that is in it when the value is let go.
package final class PostgresSchema: Sendable {
    /// The server, with this schema as the only one that is searched.
    package let configuration: ServerConfiguration
    private let name: String

    /// - Throws: when the server cannot be reached, or refuses.
    package init(on server: ServerConfiguration) async throws {
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
            let session = try PostgresHandle(configuration)
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
        return TestDatabase(postgres: schema.configuration, keepAlive: schema)
    }

    /// The same schema, entered by an account that may read and write rows and nothing else.
    /// - Throws: when the account cannot be made.
    package func asPostgresClerk() async throws -> TestDatabase {
        guard let server = TestServers.postgres, let schema = keepAlive as? PostgresSchema, let name = schema.configuration.schema else {
            throw TestServers.missing("PostgreSQL")
        }
        let clerk = Self.unique("c")
        // The server is thrown away after the tests, and the account with it.
        try await Self.ask(
            server,
            """
            CREATE ROLE \(clerk) LOGIN PASSWORD 'clerk'; GRANT USAGE ON SCHEMA \(name) TO \(clerk);
            GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA \(name) TO \(clerk)
            """)
        var configuration = schema.configuration
        configuration.user = clerk
        configuration.password = Secret("clerk")
        return TestDatabase(postgres: configuration, keepAlive: schema)
    }

    /// A database with an encoding of its own.
    /// - Throws: when there is no server, or it refuses.
    package static func postgres(encoding: String) async throws -> TestDatabase {
        guard var server = TestServers.postgres else { throw TestServers.missing("PostgreSQL") }
        let name = unique("e")
        try await ask(server, "CREATE DATABASE \(name) ENCODING '\(encoding)' LOCALE 'C' TEMPLATE template0")
        server.database = name
        // The server is thrown away after the tests, and the database with it.
        return TestDatabase(postgres: server, keepAlive: name)
    }

    /// A database of its own, reached through a pooler: without a session there is no search path for a schema.
    /// - Throws: when there is no pooler, or a server refuses.
    package static func pooledPostgres() async throws -> TestDatabase {
        guard let server = TestServers.postgres, var pooled = TestServers.pooledPostgres else { throw TestServers.missing("PgBouncer") }
        let name = unique("p")
        try await ask(server, "CREATE DATABASE \(name)")
        pooled.database = name
        // The server is thrown away after the tests, and the database with it.
        return TestDatabase(postgres: pooled, keepAlive: name)
    }

    private init(postgres configuration: ServerConfiguration, keepAlive: any Sendable) {
        self.init(
            name: "jobu", driver: PostgresDriver(configuration), migrations: PostgresMigrations.all, dialect: PostgresDialect(),
            schema: """
                SELECT concat_ws(' ', table_name, column_name, data_type, is_nullable, column_default, generation_expression) AS line
                FROM information_schema.columns WHERE table_schema = current_schema()
                UNION ALL
                SELECT replace(indexdef, schemaname || '.', '') FROM pg_indexes WHERE schemaname = current_schema() ORDER BY 1
                """,
            section: TestServers.section(
                "postgresql", configuration.host, configuration.port, configuration.database, configuration.user),
            keepAlive: keepAlive)
    }

    private static func ask(_ server: ServerConfiguration, _ script: String) async throws {
        let admin = try await PostgresDriver(server).connect(.readWrite)
        try await admin.executeScript(script)
        try await admin.close()
    }

    private static func unique(_ letter: String) -> String {
        // Not the injected randomness: the name must differ between processes that share a seed.
        letter + UUID().uuidString.lowercased().filter(\.isHexDigit)
    }
}
