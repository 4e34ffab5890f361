import Foundation
package import JobUDatabase
import JobUModel
import JobUMySQL
import JobUTesting
package import TestSupport

extension TestServers {
    /// Nil when there is none.
    package static var mysql: ServerConfiguration? {
        let environment = ProcessInfo.processInfo.environment
        guard let host = environment["JOBU_TEST_MYSQL_HOST"], let port = environment["JOBU_TEST_MYSQL_PORT"].flatMap(Int.init) else {
            return nil
        }
        var configuration = ServerConfiguration(
            host: host, port: port, database: environment["JOBU_TEST_MYSQL_DATABASE"] ?? "jobu",
            user: environment["JOBU_TEST_MYSQL_USER"] ?? "jobu", password: environment["JOBU_TEST_MYSQL_PASSWORD"])
        configuration.sslMode = .disable
        // It does not flush at commit: the tests kill processes, not machines.
        configuration.allowsUnsafeDurability = true
        return configuration
    }

    package static var mysqlSocket: String? { ProcessInfo.processInfo.environment["JOBU_TEST_MYSQL_SOCKET"] }
    package static var hasMySQL: Bool { mysql != nil }
}

extension TestDatabase {
    /// A database of its own on the MySQL or MariaDB server of the tests.
    /// - Parameters:
    ///   - characters: the character set that the database has for what names none; nil for the server's.
    ///   - change: what is different from the usual configuration.
    /// - Throws: when there is no server.
    package static func mysql(
        characters: String? = nil, _ change: (inout ServerConfiguration) -> Void = { _ in }
    ) async throws -> TestDatabase {
        guard let server = TestServers.mysql else { throw TestServers.missing("MySQL") }
        let name = unique("t")
        try await ask(server, "CREATE DATABASE \(name)\(characters.map { " CHARACTER SET \($0)" } ?? "")")
        var configuration = server
        configuration.database = name
        change(&configuration)
        return TestDatabase(mysql: configuration)
    }

    /// The same database, entered by an account that may read and write rows and nothing else.
    /// - Throws: when the account cannot be made.
    package func asMySQLClerk() async throws -> TestDatabase {
        guard let server = TestServers.mysql, let database = mysqlName else { throw TestServers.missing("MySQL") }
        let name = Self.unique("c")
        try await Self.ask(
            server,
            "CREATE USER \(name)@'%' IDENTIFIED BY 'clerk'; GRANT SELECT, INSERT, UPDATE, DELETE ON \(database).* TO \(name)@'%'")
        var configuration = server
        configuration.database = database
        configuration.user = name
        configuration.password = Secret("clerk")
        return TestDatabase(mysql: configuration)
    }

    /// Its name on the server.
    package var mysqlName: String? { (keepAlive as? MySQLName)?.name }

    private init(mysql configuration: ServerConfiguration) {
        // The server is thrown away after the tests, and the database with it.
        self.init(
            name: "mysql", driver: MySQLDriver(configuration), migrations: MySQLMigrations.all, dialect: MySQLDialect(),
            schema: """
                SELECT CONCAT_WS(
                    ' ', table_name, column_name, column_type, collation_name, is_nullable, column_default, generation_expression) AS line
                FROM information_schema.columns WHERE table_schema = DATABASE()
                UNION ALL
                SELECT CONCAT_WS(' ', table_name, index_name, seq_in_index, column_name, non_unique)
                FROM information_schema.statistics WHERE table_schema = DATABASE()
                ORDER BY 1
                """,
            section: TestServers.section("mysql", configuration.host, configuration.port, configuration.database, configuration.user),
            keepAlive: MySQLName(name: configuration.database))
    }

    private static func ask(_ server: ServerConfiguration, _ script: String) async throws {
        let admin = Database(name: "admin", driver: MySQLDriver(server), time: TimeSource.system)
        try await admin.withConnection(.readWrite) { try await $0.executeScript(script) }
        try await admin.close()
    }

    private static func unique(_ letter: String) -> String {
        // Not the injected randomness: the name must differ between processes that share a seed.
        letter + UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(24)
    }
}

private struct MySQLName: Sendable {
    var name: String
}
