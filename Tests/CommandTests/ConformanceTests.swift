import Foundation
import JobUConformance
import JobUContracts
import JobUDatabase
import JobUModel
import JobUMySQL
import JobUPostgres
import JobUSQLite
import JobUTesting
import TestSupport
import Subprocess
import Testing

/// The contract of a store, run by somebody who wants to know of a server of theirs.
@Suite("The contract on a server of one's own", .timeLimit(.minutes(5)))
struct ConformanceTests {
    @Test("every sentence holds, and nothing is left", arguments: StoreEngine.present)
    func holds(engine: StoreEngine) async throws {
        let place = try await Workplace(on: engine)
        let ended = try await place.jobu("doctor", "--conformance", "jobu")
        #expect(ended.status == .exited(0), "\(ended)")
        #expect(ended.output.contains("\(StoreContract.cases.count) of \(StoreContract.cases.count) checks passed"))
        let name = try #require(ended.output.firstMatch(of: /jobu_conformance_[0-9a-f]{8}/)).output
        #expect(try await !Self.isLeft(String(name), in: place, engine))
        #expect(try FileManager.default.contentsOfDirectory(atPath: place.folder.file("data")).allSatisfy { !$0.contains("conformance") })
    }

    private static func isLeft(_ name: String, in place: Workplace, _ engine: StoreEngine) async throws -> Bool {
        guard engine != .sqlite else { return false }
        let rows = try await place.fixture.database.transaction {
            try await $0.fetchAll("SELECT schema_name AS name FROM information_schema.schemata WHERE schema_name = \(name)")
        }
        return !rows.isEmpty
    }

    @Test("a store with a mistake is told by its sentence and its place")
    func mistake() async throws {
        let folder = try TemporaryDirectory()
        let conformance = Conformance(
            driver: SQLiteDriver(FileConfiguration(path: folder.file("wrong.db"))), dialect: FencelessDialect(SQLiteDialect()),
            migrations: SQLiteMigrations.all, time: TimeSource.system)
        let failed = try await conformance.outcomes().filter { !$0.failures.isEmpty }
        let old = try #require(failed.first { $0.sentence == "finishing with an old fence changes nothing and says so" })
        #expect(old.failures.contains { $0.contains("StoreContract+Finish.swift:") })
    }

    @Test("a database that is not configured is named")
    func unknown() async throws {
        let ended = try await Workplace().jobu("doctor", "--conformance", "nowhere")
        #expect(ended.status == .exited(1))
        #expect(ended.output.contains("no database 'nowhere' in database.yaml; known: jobu"))
    }

    @Test("an account that may not make a schema is told what it lacks", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL))
    func refused() async throws {
        let postgres = try await #require(await TestDatabase.postgres()).asPostgresClerk()
        let mysql = try await TestDatabase.mysql().asMySQLClerk()
        for (section, grant) in [(try #require(postgres.section), "CREATE on the database"), (try #require(mysql.section), "ALL on")] {
            let place = try await Workplace(files: ["database.yaml": "databases:\n  jobu: \(section)\n"])
            let ended = try await place.jobu("doctor", "--conformance", "jobu")
            #expect(ended.status == .exited(1), "\(ended)")
            #expect(ended.output.contains("cannot create a schema or database for the check"))
            #expect(ended.output.contains("grant it \(grant)"))
        }
    }
}
