import JobUTime
import Testing

@testable import JobUDatabase

@Suite("Who decides in a transaction over several databases")
struct AtomicPlanTests {
    private func facts(
        _ name: String, _ mode: TransactionMode = .readWrite, canPrepare: Bool = true, isExecutionDatabase: Bool = false
    ) -> ParticipantFacts {
        ParticipantFacts(name: name, mode: mode, canPrepare: canPrepare, isExecutionDatabase: isExecutionDatabase)
    }

    @Test("the one that cannot prepare, before the home, before the first one named")
    func order() throws {
        let file = facts("file", canPrepare: false)
        let plan = try AtomicPlan([facts("z"), facts("home", isExecutionDatabase: true), file, facts("a")])
        #expect(plan.lastAgent == "file")
        #expect(plan.branches == ["a", "home", "z"])
        #expect(try AtomicPlan([facts("z"), facts("home", isExecutionDatabase: true)]).lastAgent == "home")
        #expect(try AtomicPlan([facts("z"), facts("a")]).lastAgent == "z")
    }

    @Test("one writer needs nobody, and readers never vote")
    func readers() throws {
        let plan = try AtomicPlan([facts("r", .readOnly, canPrepare: false), facts("w"), facts("q", .readOnly)])
        #expect(plan.lastAgent == "w")
        #expect(plan.branches == [])
        #expect(plan.readers == ["q", "r"])
        #expect(try AtomicPlan([facts("r", .readOnly)]).lastAgent == nil)
    }

    @Test("two that cannot prepare, one named twice, and none at all are refused")
    func refused() {
        let two = #expect(throws: AtomicTransactionError.self) {
            try AtomicPlan([facts("a", canPrepare: false), facts("b", canPrepare: false)])
        }
        #expect(two?.description.contains("'a' and 'b'") == true)
        let twice = #expect(throws: AtomicTransactionError.self) { try AtomicPlan([facts("a"), facts("a", .readOnly)]) }
        #expect(twice?.description.contains("'a' is named twice") == true)
        #expect(throws: AtomicTransactionError.self) { try AtomicPlan([]) }
    }
}

@Suite("The name of a transaction over several databases")
struct TransactionNameTests {
    @Test("is written and read back, and tells when it was made")
    func roundTrip() throws {
        let name = TransactionName(
            cluster: "c0ffee00", site: "5f00ba12", startedAt: Timestamp(microseconds: 1_763_900_000_123_456),
            randomHex: "0123456789abcdef0123")
        #expect(name.gtrid.utf8.count == 56)
        #expect(TransactionName(name.gtrid) == name)
        #expect(name.startedAt == Timestamp(microseconds: 1_763_900_000_123_000))
        #expect(name.gtrid.hasPrefix(TransactionName.prefix(cluster: "c0ffee00")))
    }

    @Test(
        "other texts are not taken for one",
        arguments: [
            "", "jobu1", "jobu1.c0ffee00.5f00ba12.short", "jobu2.c0ffee00.5f00ba12.019ab0c1d2e3000000000000000000ff",
            "jobu1.c0ffee00.5f00ba12.019ab0c1d2e3000000000000000000f'", "jobu1.c0ffee0.5f00ba12.019ab0c1d2e3000000000000000000ff",
            "jobu1.C0FFEE00.5f00ba12.019ab0c1d2e3000000000000000000ff",
        ])
    func strangers(text: String) {
        #expect(TransactionName(text) == nil)
    }

    @Test("branches in the register are read as they were written, whatever the database is called")
    func branches() {
        let branches = [
            RegisteredBranch(bqual: "1", site: "5f00ba12", database: "a-b_c"),
            RegisteredBranch(bqual: "2", site: "00000000", database: "d"),
        ]
        #expect(RegisteredBranch.list(branches.map(\.text).joined(separator: ",")) == branches)
        #expect(RegisteredBranch.list("") == [])
    }
}
