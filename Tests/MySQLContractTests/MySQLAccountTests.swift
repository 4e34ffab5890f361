import Foundation
import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUTesting
import Testing

@Suite("An account with rights on its own database alone", .enabled(if: TestServers.hasMySQL), .inTurn, .timeLimit(.minutes(5)))
struct MySQLAccountTests {
    /// A database, and an account that may do everything in it and nothing else.
    private func account() async throws -> ServerConfiguration {
        var configuration = try #require(TestServers.mysql)
        let name = "a" + UUID().uuidString.lowercased().filter(\.isHexDigit).prefix(20)
        let admin = try await MySQLDriver(configuration).connect(.readWrite)
        try await admin.executeScript(
            """
            CREATE DATABASE \(name); CREATE USER \(name)@'%' IDENTIFIED BY 'its own word'; GRANT ALL ON \(name).* TO \(name)@'%'
            """)
        try await admin.close()
        (configuration.database, configuration.user, configuration.password) = (name, name, Secret("its own word"))
        return configuration
    }

    @Test(
        "logs in with the password of its server's default kind, encrypted or not",
        arguments: [ServerConfiguration.SSLMode.disable, .prefer])
    func login(mode: ServerConfiguration.SSLMode) async throws {
        var configuration = try await account()
        configuration.sslMode = mode
        // The second time the server remembers the password, and asks for less.
        for _ in 0..<2 {
            let connection = try await MySQLDriver(configuration).connect(.readWrite)
            #expect(try await connection.fetchAll("SELECT 1 AS one").count == 1)
            try await connection.close()
        }
    }

    @Test("can be a branch of a transaction where it may list branches; where not, it is refused and the grant is named")
    func grant() async throws {
        let configuration = try await account()
        let driver = MySQLDriver(configuration)
        let connection = try await driver.connect(.readWrite)
        let version = try await connection.fetchAll("SELECT VERSION() AS version").first?.text("version") ?? ""
        let refusals = try await driver.atomic.refusals(connection, as: .branch)
        if version.contains("MariaDB") {
            #expect(refusals == [])
        } else {
            #expect(
                refusals.count == 1 && refusals[0].hasSuffix("GRANT XA_RECOVER_ADMIN ON *.* TO '\(configuration.user)'@'%'"), "\(refusals)")
            let error = await #expect(throws: SQLError.self) {
                _ = try await driver.atomic.preparedBranches(connection, gtridPrefix: "jobu1.")
            }
            #expect(error?.code == .permission)
            let admin = try await MySQLDriver(#require(TestServers.mysql)).connect(.readWrite)
            try await admin.executeScript("GRANT XA_RECOVER_ADMIN ON *.* TO \(configuration.user)@'%'")
            try await admin.close()
            let again = try await driver.connect(.readWrite)
            #expect(try await driver.atomic.refusals(again, as: .branch) == [])
            try await again.close()
        }
        #expect(try await driver.atomic.refusals(connection, as: .lastAgent) == [])
        try await connection.close()
    }

    @Test("prepared branches are listed as they were named, and those of other managers are left alone")
    func listing() async throws {
        let driver = MySQLDriver(try #require(TestServers.mysql))
        let (connection, other) = (try await driver.connect(.readWrite), try await driver.connect(.readWrite))
        let unique = UUID().uuidString.lowercased().filter(\.isHexDigit)
        let mine = BranchID(gtrid: "jobu1.0badcafe.\(unique.prefix(8)).\(unique.prefix(30))", bqual: "1.\(unique.prefix(8))")
        // Not a text at all.
        let strange = "X'FF00\(unique)',X'00FE',7"
        try await driver.atomic.beginBranch(connection, mine, isolation: nil)
        try await driver.atomic.prepare(connection, mine)
        try await other.executeScript("XA START \(strange); XA END \(strange); XA PREPARE \(strange)")
        #expect(try await driver.atomic.preparedBranches(other, gtridPrefix: mine.gtrid) == [mine])
        #expect(try await driver.atomic.preparedBranches(other, gtridPrefix: "jobu1.0badcafe.").allSatisfy { $0.gtrid.hasPrefix("jobu1.") })
        #expect(try await driver.atomic.rollbackPrepared(connection, mine) == .done)
        try await other.executeScript("XA ROLLBACK \(strange)")
        #expect(try await driver.atomic.preparedBranches(other, gtridPrefix: mine.gtrid) == [])
        try await connection.close()
        try await other.close()
    }
}
