import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUTesting
import TestSupport
import Testing

@Suite("Encrypted connections", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL), .timeLimit(.minutes(2)))
struct TLSTests {
    private enum Mode: String, CaseIterable { case disable, prefer, require, verifyFull }

    private struct Attempt {
        var isOpen: Bool
        var isEncrypted = false
        /// What came of asking for answers of several sizes as people's statements do; PostgreSQL only, whose sessions count the bytes
        /// below the encryption.
        var answers: [String] = []
        var message = ""
    }

    /// Servers of this test's own, with a certificate for `localhost` of an authority of its own.
    private func withServers(
        _ body:
            @Sendable (_ connect: @escaping @Sendable (Bool, Mode, _ host: String, _ ca: String?) async -> Attempt, String) async throws ->
            Void
    ) async throws {
        let directory = try TemporaryDirectory()
        try await PrivateServer.makeCertificates(in: directory)
        let ports = try await PrivateServer.freePorts()
        let postgres = try await PrivateServer.postgres(in: directory, port: ports[0], isEncrypted: true)
        let mysql = try await PrivateServer.mysql(in: directory, port: ports[1], isEncrypted: true)
        let path = directory.path
        try await withThrowingTaskGroup(of: Void.self) { servers in
            servers.addTask { try await postgres.run() }
            servers.addTask { try await mysql.run() }
            do {
                let connect: @Sendable (Bool, Mode, String, String?) async -> Attempt = { isPostgres, mode, host, ca in
                    await Self.attempt(isPostgres, mode, host, ports[isPostgres ? 0 : 1], ca: ca)
                }
                for isPostgres in [true, false] {
                    for _ in 0..<300 {
                        if await connect(isPostgres, .disable, "localhost", nil).isOpen { break }
                        try await ContinuousClock().sleep(for: .milliseconds(100))
                    }
                }
                try await body(connect, path)
            } catch {
                try postgres.stop()
                try mysql.stop()
                throw error
            }
            try postgres.stop()
            try mysql.stop()
            try await servers.waitForAll()
        }
    }

    private static func attempt(_ isPostgres: Bool, _ mode: Mode, _ host: String, _ port: Int, ca: String?) async -> Attempt {
        do {
            let (connection, question): (any DatabaseConnection, SQLQuery)
            var answers: [String] = []
            if isPostgres {
                var configuration = ServerConfiguration(host: host, port: port, database: "postgres", user: "jobu")
                configuration.sslMode =
                    ServerConfiguration.SSLMode(rawValue: mode == .verifyFull ? "verify-full" : mode.rawValue) ?? .require
                configuration.sslCA = ca
                connection = try await PostgresDriver(configuration).connect(.readWrite)
                answers = try await Self.answers(PostgresDriver(configuration))
                question = "SELECT CASE WHEN ssl THEN 'yes' ELSE '' END AS cipher FROM pg_stat_ssl WHERE pid = pg_backend_pid()"
            } else {
                var configuration = ServerConfiguration(host: host, port: port, database: "mysql", user: "root")
                configuration.sslMode =
                    ServerConfiguration.SSLMode(rawValue: mode == .verifyFull ? "verify-full" : mode.rawValue) ?? .require
                configuration.sslCA = ca
                connection = try await MySQLDriver(configuration).connect(.readWrite)
                question = "SHOW SESSION STATUS LIKE 'Ssl_cipher'"
            }
            let cipher = try await connection.fetchAll(question).first?.text(isPostgres ? "cipher" : "Value")
            try await connection.close()
            return Attempt(isOpen: true, isEncrypted: cipher?.isEmpty == false, answers: answers)
        } catch {
            return Attempt(isOpen: false, message: "\(error)")
        }
    }

    private static let sizes = [3_000_000, 10, 15_000_000, 40_000_000]

    private static func answers(_ driver: PostgresDriver) async throws -> [String] {
        let connection = try await driver.connectForStatements(.readWrite)
        var answers: [String] = []
        for size in sizes {
            do {
                let row = try await connection.fetchAll("SELECT repeat('x', CAST(\(size) AS INT)) AS letters").first
                answers.append("\(try row?.text("letters").utf8.count ?? 0)")
            } catch let error as SQLError {
                answers.append(error.code.rawValue)
            }
        }
        try await connection.close()
        return answers
    }

    @Test("large answers arrive whole, and too large ones are refused, with and without encryption")
    func answers() async throws {
        try await withServers { connect, _ in
            for mode in [Mode.disable, .require] {
                let attempt = await connect(true, mode, "localhost", nil)
                #expect(attempt.isEncrypted == (mode == .require) && attempt.message.isEmpty, "\(attempt)")
                #expect(attempt.answers == ["3000000", "10", "15000000", "decoding"], "\(mode)")
            }
        }
    }

    @Test("each mode does what it says, with both servers")
    func modes() async throws {
        try await withServers { connect, path in
            for isPostgres in [true, false] {
                let name = isPostgres ? "PostgreSQL" : "MySQL"
                let plain = await connect(isPostgres, .disable, "localhost", nil)
                #expect(plain.isOpen && !plain.isEncrypted, "\(name) \(plain)")
                for mode in [Mode.prefer, .require] {
                    let encrypted = await connect(isPostgres, mode, "localhost", nil)
                    #expect(encrypted.isOpen && encrypted.isEncrypted, "\(name) \(mode) \(encrypted)")
                }
                let good = await connect(isPostgres, .verifyFull, "localhost", path + "/ca.pem")
                #expect(good.isOpen && good.isEncrypted, "\(name) \(good)")
                let otherAuthority = await connect(isPostgres, .verifyFull, "localhost", path + "/other.pem")
                #expect(!otherAuthority.isOpen, "\(name) trusts an authority it was not told of")
                let otherHost = await connect(isPostgres, .verifyFull, "127.0.0.1", path + "/ca.pem")
                #expect(!otherHost.isOpen, "\(name) takes a certificate that is for another name")
            }
        }
    }
}
