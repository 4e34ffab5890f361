import JobUContracts
import JobUDatabase
import JobUTesting
import Synchronization
import TestSupport
import Testing

@Suite("What follows a commit in several databases", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL), .timeLimit(.minutes(2)))
struct CommitCallbackTests {
    private struct Refusal: Error {}

    private final class Calls: Sendable {
        private let noted = Mutex<[String]>([])

        var all: [String] { noted.withLock(\.self) }

        func note(_ call: String) {
            noted.withLock { $0.append(call) }
        }
    }

    private func write(_ harness: AtomicHarness, _ key: String, _ names: [String], _ calls: Calls, fails: Bool = false) async throws {
        try await harness.registry.transaction(on: names.map { TransactionParticipant($0) }) { tx in
            for name in names {
                let part = try await tx[name]
                try part.onCommit { calls.note("\(name) \(key)") }
                try await part.execute("INSERT INTO work (key_text) VALUES (\(key))")
            }
            if fails { throw Refusal() }
        }
    }

    @Test(
        "is done for every participant once the decision is committed, and not after a rollback",
        arguments: ["postgres_1", "mysql_1", "sqlite_1"])
    func decided(decider: String) async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let harness = try await AtomicHarness.make(AtomicLocation(in: directory, executionDatabase: decider))
            let names = [decider, decider == "postgres_1" ? "mysql_1" : "postgres_1"].sorted()
            let calls = Calls()
            await #expect(throws: Refusal.self) { try await write(harness, "a", names, calls, fails: true) }
            #expect(calls.all.isEmpty)
            try await write(harness, "b", names, calls)
            #expect(calls.all == names.map { "\($0) b" })
            #expect(try await harness.holders(of: "b", among: names) == names)
            try await harness.close()
        }
    }

    /// What goes wrong with the deciding commit, and whether it is found out to be committed.
    static let faults: [(String, FaultProxy.Mode, Bool)] = ["postgres_1", "mysql_1"].flatMap { decider in
        [(decider, FaultProxy.Mode.dropReply, true), (decider, .dropRequest, false)]
    }

    @Test("is done when the lost answer to the decision is found to be a yes, and not when it is a no", arguments: faults)
    func lostAnswer(decider: String, mode: FaultProxy.Mode, isCommitted: Bool) async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let place = try AtomicLocation(in: directory, executionDatabase: decider)
            let names = ["mysql_1", "postgres_1"]
            let direct = try await AtomicHarness.make(place)
            let isPostgres = decider == "postgres_1"
            let calls = Calls()
            try await FaultProxy.with(to: isPostgres ? place.postgres.port : place.mysql.port) { proxy in
                var through = place
                if isPostgres { through.postgres.port = proxy.listeningPort } else { through.mysql.port = proxy.listeningPort }
                let harness = AtomicHarness(through) { step in
                    if step == .committing { proxy.set(mode) }
                }
                do { try await write(harness, "key", names, calls) } catch {
                    let error = error as? AtomicTransactionError
                    #expect(error?.code == .aborted && !isCommitted)
                }
                try await harness.close()
            }
            #expect(calls.all == (isCommitted ? names.map { "\($0) key" } : []))
            try await direct.close()
        }
    }
}
