import Foundation
import JobUContracts
import JobUDatabase
import JobUMySQL
import JobUPostgres
import JobUTesting
import Subprocess
import Testing

/// What `jobu migrate --status` says of a store that cannot be asked.
@Suite("State of the schema", .timeLimit(.minutes(2)))
struct MigrateStatusTests {
    private func status(_ section: String) async throws -> (Tool.Ended, TemporaryDirectory) {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.file("config"), withIntermediateDirectories: true)
        try "databases:\n  jobu: \(section)\n".write(toFile: folder.file("config/database.yaml"), atomically: true, encoding: .utf8)
        return (try await Tool.run(["migrate", "--status"], in: folder.path), folder)
    }

    @Test("a server that does not answer is an error", arguments: ["postgresql", "mysql"])
    func away(type: String) async throws {
        // A port that nobody can listen at.
        let (ended, _) = try await status("{type: \(type), host: 127.0.0.1, port: 1, database: x, user: x, password: x}")
        #expect(ended.status == .exited(1), "\(ended)")
        #expect(!ended.output.contains("missing"))
        #expect(ended.errors.contains("127.0.0.1"))
    }

    @Test("a database that does not exist is an error", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL))
    func noDatabase() async throws {
        let postgres = try #require(TestServers.postgres)
        let mysql = try #require(TestServers.mysql)
        for (type, port) in [("postgresql", postgres.port), ("mysql", mysql.port)] {
            let place = "type: \(type), host: 127.0.0.1, port: \(port), database: nowhere"
            let (ended, _) = try await status("{\(place), user: jobu, password: jobu}")
            #expect(ended.status == .exited(1), "\(ended)")
            #expect(ended.errors.contains("nowhere"))
        }
    }

    @Test("a file that does not exist is an error, and is not made by asking")
    func noFile() async throws {
        let (ended, folder) = try await status("{type: sqlite, path: data/none.db}")
        #expect(ended.status == .exited(1), "\(ended)")
        #expect(ended.errors.contains("data/none.db"))
        #expect(!FileManager.default.fileExists(atPath: folder.file("data/none.db")))
    }

    @Test("a database that exists and is empty lacks every step")
    func empty() async throws {
        let folder = try TemporaryDirectory()
        try FileManager.default.createDirectory(atPath: folder.file("data"), withIntermediateDirectories: true)
        #expect(FileManager.default.createFile(atPath: folder.file("data/jobu.db"), contents: nil))
        let ended = try await Tool.run(["migrate", "--status"], in: folder.path)
        #expect(ended.status == .exited(0), "\(ended)")
        #expect(ended.output.contains("missing"))
        #expect(!ended.output.contains("applied"))
    }
}
