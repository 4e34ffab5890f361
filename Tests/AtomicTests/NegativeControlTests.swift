import JobUContracts
import JobUDatabase
import JobUTesting
import Testing

@Suite("The check of the crash tests can fail", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL))
struct NegativeControlTests {
    @Test("a recoverer that only reads the register, and takes no row for a rollback, leaves half a transaction")
    func readingOnly() async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            var place = try AtomicLocation(in: directory, executionDatabase: "postgres_1")
            // The sleeper wakes before its server loses patience.
            place.idleSeconds = 30
            let harness = try await AtomicHarness.make(place)
            let names = ["postgres_1", "postgres_2"]
            let lines = try await ProbeProcess.run(place, key: "key", on: names, at: "deciding", how: "stop") {
                try await carelessRound(harness)
            }
            #expect(lines.contains("reached deciding"))
            let holders = try await harness.holders(of: "key", among: names)
            #expect(holders == ["postgres_1"], "this recoverer must be caught by the check of the crash tests")
            try await harness.close()
        }
    }

    private func carelessRound(_ harness: AtomicHarness) async throws {
        let branchHolder = try harness.databases.database("postgres_2")
        let register = try harness.databases.database("postgres_1")
        let cluster = try await harness.databases.cluster()
        let branches = try await branchHolder.withConnection(.readWrite) { connection in
            try await branchHolder.atomic.preparedBranches(connection, gtridPrefix: TransactionName.prefix(cluster: cluster))
        }
        try #require(branches.count == 1)
        for branch in branches {
            let row = try await register.transaction(readOnly: true) { tx in
                try await tx.fetchOne("SELECT state FROM jobu_tx WHERE gtrid = \(branch.gtrid)")
            }
            #expect(row == nil)
            _ = try await branchHolder.withConnection(.readWrite) { connection in
                try await branchHolder.atomic.rollbackPrepared(connection, branch)
            }
        }
    }
}
