import JobUContracts
import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("An operator and a transaction that is in doubt", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL))
struct OperatorTests {
    /// A harness in which the coordinator died at `step`.
    private func after(
        _ step: String, _ body: @Sendable @escaping (AtomicHarness, AtomicOperator, String) async throws -> Void
    ) async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let place = try AtomicLocation(in: directory, executionDatabase: "postgres_1")
            let harness = try await AtomicHarness.make(place)
            _ = try await ProbeProcess.run(place, key: "key", on: ["postgres_1", "postgres_2"], at: step, how: "kill")
            let operations = AtomicOperator(harness.databases, branchAgeMin: .zero)
            let found = await operations.inDoubt().inDoubt
            try #require(found.count == 1)
            try await body(harness, operations, found[0].gtrid)
            try await harness.close()
        }
    }

    @Test("sees what is not decided, commits it for a reason, and the recovery brings it to its end")
    func commit() async throws {
        try await after("deciding") { harness, operations, gtrid async throws in
            let seen = try #require(try await operations.transaction(gtrid))
            #expect((seen.state, seen.decision, seen.databases, seen.decisionDatabase) == (.waiting, nil, ["postgres_2"], "postgres_1"))
            #expect(try await operations.resolve(gtrid, .commit, by: "kim", reason: "the money was sent") == .committed)
            #expect(await operations.recover().inDoubt.isEmpty)
            #expect(try await harness.holders(of: "key", among: ["postgres_1", "postgres_2"]) == ["postgres_2"])
            #expect(try await operations.transaction(gtrid)?.reason == "commit by kim: the money was sent")
        }
    }

    @Test("rolls it back, and cannot change that afterwards")
    func abort() async throws {
        try await after("deciding") { harness, operations, gtrid async throws in
            #expect(try await operations.resolve(gtrid, .abort, by: "kim", reason: "wrong day") == .aborted)
            let late = await #expect(throws: AtomicTransactionError.self) {
                _ = try await operations.resolve(gtrid, .commit, by: "lee", reason: "no")
            }
            #expect(late?.description.contains("already decided") == true)
            #expect(await operations.recover().inDoubt.isEmpty)
            #expect(try await harness.holders(of: "key", among: ["postgres_1", "postgres_2"]) == [])
        }
    }

    @Test("what was committed cannot be rolled back")
    func committed() async throws {
        try await after("decided") { harness, operations, gtrid async throws in
            await #expect(throws: AtomicTransactionError.self) { _ = try await operations.resolve(gtrid, .abort, by: "kim", reason: "no") }
            #expect(await operations.recover().inDoubt.isEmpty)
            #expect(try await harness.holders(of: "key", among: ["postgres_1", "postgres_2"]) == ["postgres_1", "postgres_2"])
        }
    }

    @Test("a branch that somebody rolled back by hand is a hazard, until it is said to be mended")
    func hazard() async throws {
        try await after("decided") { harness, operations, gtrid async throws in
            let holder = try harness.databases.database("postgres_2")
            try await holder.withConnection(.readWrite) { connection in
                let branches = try await holder.atomic.preparedBranches(connection, gtridPrefix: gtrid)
                for branch in branches { _ = try await holder.atomic.rollbackPrepared(connection, branch) }
            }
            let found = await operations.recover().inDoubt
            #expect(found.map(\.state) == [.hazard])
            #expect(found.first?.databases == ["postgres_2"])
            #expect(try await operations.resolve(gtrid, .done, by: "kim", reason: "booked by hand") == .done)
            #expect(await operations.recover().inDoubt.isEmpty)
        }
    }

    @Test("a name that is none, and one whose deciding database is not here, are refused")
    func strangers() async throws {
        try await after("deciding") { _, operations, _ async throws in
            await #expect(throws: AtomicTransactionError.self) {
                _ = try await operations.resolve("'; DROP TABLE", .abort, by: "kim", reason: "no")
            }
            let name = TransactionName(
                cluster: "00000000", site: "00000000", startedAt: Timestamp(microseconds: 0), randomHex: "00000000000000000000")
            await #expect(throws: AtomicTransactionError.self) {
                _ = try await operations.resolve(name.gtrid, .abort, by: "kim", reason: "no")
            }
            #expect(try await operations.transaction(name.gtrid) == nil)
        }
    }

    @Test("branches of others, on the same servers, are never touched")
    func others() async throws {
        try await after("deciding") { harness, operations, _ async throws in
            let foreign = BranchID(
                gtrid: TransactionName(
                    cluster: "0badcafe", site: "00000000", startedAt: Timestamp(microseconds: 0), randomHex: "00000000000000000001"
                ).gtrid,
                bqual: "1")
            let holder = try harness.databases.database("postgres_2")
            try await holder.withConnection(.readWrite) { connection in
                try await holder.atomic.beginBranch(connection, foreign, isolation: nil)
                _ = try await connection.execute("INSERT INTO work (key_text) VALUES ('foreign')")
                try await holder.atomic.prepare(connection, foreign)
            }
            #expect(await operations.recover().inDoubt.isEmpty)
            let answer = try await holder.withConnection(.readWrite) { try await holder.atomic.rollbackPrepared($0, foreign) }
            #expect(answer == .done)
        }
    }

    @Test("what is done and old is deleted with its receipts, and nothing else")
    func retention() async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: "postgres_1"))
            for number in 0..<3 { try await harness.write("key \(number)", on: ["postgres_1", "mysql_1"]) }
            let recovery = AtomicRecovery(harness.databases, branchAgeMin: .zero)
            #expect(await recovery.recover().forgotten == 3)
            #expect(try await AtomicRetention(harness.databases).prune() == 0)
            try await harness.write("young", on: ["postgres_1", "mysql_1"])
            #expect(try await AtomicRetention(harness.databases, keep: .zero).prune() == 3)
            let rows = try await harness.registry.transaction("postgres_1", readOnly: true) {
                try await $0.fetchAll("SELECT state FROM jobu_tx")
            }
            #expect(try rows.map { try $0.text("state") } == ["C"])
            let receipts = try await harness.registry.transaction("mysql_1", readOnly: true) {
                try await $0.fetchAll("SELECT gtrid FROM jobu_tx_branch")
            }
            #expect(receipts.count == 1)
            try await harness.close()
        }
    }
}
