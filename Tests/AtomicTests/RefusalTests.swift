import JobUContracts
import JobUDatabase
import JobUTesting
import Testing

@Suite(
    "A transaction over several databases that could not be kept is refused before any work",
    .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL))
struct RefusalTests {
    /// The reasons given for a transaction on these, in a harness prepared by `prepare`.
    private func refusal(
        on participants: [TransactionParticipant], _ prepare: @Sendable @escaping (AtomicHarness) async throws -> Void = { _ in }
    ) async throws -> String {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "postgres_1"))
            try await prepare(harness)
            let error = await #expect(throws: (any Error).self) {
                try await harness.registry.transaction(on: participants) { _ in Issue.record("its work was begun") }
            }
            try await harness.close()
            return error.map { "\($0)" } ?? ""
        }
    }

    @Test("a database that is not known, or named twice")
    func names() async throws {
        #expect(try await refusal(on: ["postgres_1", "nowhere"]).contains("no database 'nowhere'"))
        #expect(try await refusal(on: ["postgres_1", "postgres_1"]).contains("named twice"))
    }

    @Test("one without the tables of the protocol")
    func tables() async throws {
        let text = try await refusal(on: ["postgres_1", "mysql_1"]) { harness in
            try await harness.databases.database("mysql_1").withConnection(.readWrite) {
                try await $0.executeScript("DROP TABLE jobu_tx_site")
            }
        }
        #expect(text.contains("jobu tx setup mysql_1"))
    }

    @Test("a copy of another, until it is said to be one")
    func copy() async throws {
        let text = try await refusal(on: ["postgres_1", "postgres_2"]) { harness in
            try await harness.registry.transaction("postgres_2") {
                _ = try await $0.execute("UPDATE jobu_tx_site SET identity = 'the original'")
            }
        }
        #expect(text.contains("is a copy of"))
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "postgres_1"))
            let database = try harness.databases.database("postgres_2")
            let before = try await database.atomicSite()
            try await harness.registry.transaction("postgres_2") {
                _ = try await $0.execute("UPDATE jobu_tx_site SET identity = 'the original'")
            }
            let after = try await database.setUpAtomic(harness.databases.environment, isCopy: true)
            #expect(after.site != before.site)
            try await harness.write("key", on: ["postgres_1", "postgres_2"])
            try await harness.close()
        }
    }

    @Test("a branch with tables that cannot be rolled back")
    func engines() async throws {
        let text = try await refusal(on: ["postgres_1", "mysql_1"]) { harness in
            try await harness.databases.database("mysql_1").withConnection(.readWrite) {
                try await $0.executeScript("CREATE TABLE old_style (id INTEGER) ENGINE = MyISAM")
            }
        }
        #expect(text.contains("old_style (MyISAM)"))
    }

    @Test("one inside another, and one inside a transaction of a participant")
    func nested() async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "postgres_1"))
            let inner = await #expect(throws: AtomicTransactionError.self) {
                try await harness.registry.transaction(on: "postgres_1", "mysql_1") { _ in
                    try await harness.registry.transaction(on: "postgres_2", "mysql_2") { _ in }
                }
            }
            #expect(inner?.description.contains("already open") == true)
            let outer = await #expect(throws: AtomicTransactionError.self) {
                try await harness.registry.transaction("mysql_1") { _ in
                    try await harness.registry.transaction(on: "postgres_1", "mysql_1") { _ in }
                }
            }
            #expect(outer?.description.contains("'mysql_1' is already open") == true)
            try await harness.close()
        }
    }

    @Test("a service that opens its own transaction inside one takes part, and a participant that was not named is told apart")
    func joined() async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "postgres_1"))
            try await harness.registry.transaction(on: "postgres_1", "mysql_1", .readOnly("postgres_2")) { tx in
                for name in ["postgres_1", "mysql_1"] {
                    try await harness.registry.transaction(name) {
                        _ = try await $0.execute("INSERT INTO work (key_text) VALUES ('joined')")
                    }
                }
                #expect(try await tx["postgres_2"].fetchAll("SELECT key_text FROM work").isEmpty)
                let stranger = await #expect(throws: SQLError.self) { _ = try await tx["mysql_2"] }
                #expect(stranger?.message.contains("its participants: mysql_1, postgres_1, postgres_2") == true)
            }
            #expect(try await harness.holders(of: "joined", among: ["postgres_1", "mysql_1"]) == ["postgres_1", "mysql_1"])
            let error = await #expect(throws: SQLError.self) {
                try await harness.registry.transaction(on: "postgres_1", .readOnly("mysql_1")) { tx in
                    try await tx["mysql_1"].execute("INSERT INTO work (key_text) VALUES ('not here')")
                }
            }
            #expect(error?.code == .readOnlyTransaction)
            try await harness.close()
        }
    }
}
