import Foundation
import JobUDatabase
import JobUModel
package import JobUMySQL
package import JobUTesting

extension TestServers {
    /// Nil when there is none.
    package static var mysql: MySQLConfiguration? {
        let environment = ProcessInfo.processInfo.environment
        guard let host = environment["JOBU_TEST_MYSQL_HOST"], let port = environment["JOBU_TEST_MYSQL_PORT"].flatMap(Int.init) else {
            return nil
        }
        var configuration = MySQLConfiguration(
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
    /// - Parameter change: what is different from the usual configuration.
    /// - Throws: when there is no server.
    package static func mysql(_ change: (inout MySQLConfiguration) -> Void = { _ in }) async throws -> TestDatabase {
        guard let server = TestServers.mysql else { throw TestServers.missing("MySQL") }
        let name = "t" + UUID().uuidString.lowercased().filter(\.isHexDigit)
        let admin = Database(name: "admin", driver: MySQLDriver(server), time: TimeSource.system.pool)
        try await admin.withConnection(.readWrite) { try await $0.executeScript("CREATE DATABASE \(name)") }
        try await admin.close()
        var configuration = server
        configuration.database = name
        change(&configuration)
        let chosen = configuration
        // The server is thrown away after the tests, and the database with it.
        return TestDatabase(migrations: MySQLMigrations.all, dialect: MySQLJobSQL(), rollsBackSchema: false, keepAlive: name) {
            Database(name: "mysql", driver: MySQLDriver(chosen), time: TimeSource.system.pool)
        }
    }
}
