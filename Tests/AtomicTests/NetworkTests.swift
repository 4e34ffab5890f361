import JobUContracts
import JobUDatabase
import JobUTesting
import Synchronization
import TestSupport
import Testing

@Suite("A network that fails in the middle of it", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL), .timeLimit(.minutes(2)))
struct NetworkTests {
    /// Where the last agent, or a branch, is reached through the proxy; and what goes wrong there when.
    struct Fault: Sendable, CustomTestStringConvertible {
        var decider = ""
        var proxied: String
        var mode: FaultProxy.Mode
        var step: String
        var isCommitted: Bool
        /// Whether the caller is told that it was committed.
        var isAcknowledged: Bool

        var testDescription: String { "\(proxied) through a proxy, \(mode) after \(step)" }
    }

    static let faults: [Fault] = ["postgres_1", "mysql_1"].flatMap { decider -> [Fault] in
        let branch = decider == "postgres_1" ? "mysql_1" : "postgres_1"
        return [
            // The decision: its request, its reply.
            Fault(proxied: decider, mode: .dropRequest, step: "deciding", isCommitted: false, isAcknowledged: false),
            Fault(proxied: decider, mode: .dropRequest, step: "committing", isCommitted: false, isAcknowledged: false),
            Fault(proxied: decider, mode: .cut, step: "registered", isCommitted: false, isAcknowledged: false),
            // A branch that cannot say yes, and one that cannot hear the decision.
            Fault(proxied: branch, mode: .dropReply, step: "registered", isCommitted: false, isAcknowledged: false),
            Fault(proxied: branch, mode: .dropRequest, step: "registered", isCommitted: false, isAcknowledged: false),
            Fault(proxied: branch, mode: .dropRequest, step: "decided", isCommitted: true, isAcknowledged: true),
            Fault(proxied: branch, mode: .dropReply, step: "decided", isCommitted: true, isAcknowledged: true),
            Fault(proxied: branch, mode: .delay(milliseconds: 50), step: "begun", isCommitted: true, isAcknowledged: true),
        ].map { fault in
            var fault = fault
            fault.decider = decider
            return fault
        }
    }

    @Test("everything is committed or nothing, and what the caller was told is true", arguments: faults)
    func fault(_ fault: Fault) async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let place = try AtomicLocation(in: directory, executionDatabase: fault.decider)
            let names = [fault.decider, fault.decider == "postgres_1" ? "mysql_1" : "postgres_1"]
            let direct = try await AtomicHarness.make(place)
            let isPostgres = fault.proxied.hasPrefix("postgres")
            let acknowledged = try await FaultProxy.with(to: isPostgres ? place.postgres.port : place.mysql.port) { proxy in
                var through = place
                if isPostgres { through.postgres.port = proxy.listeningPort } else { through.mysql.port = proxy.listeningPort }
                let harness = AtomicHarness(through) { step in
                    if step.description == fault.step { proxy.set(fault.mode) }
                }
                do {
                    try await harness.write("key", on: names)
                    try await harness.close()
                    return true
                } catch {
                    try await harness.close()
                    return false
                }
            }
            try await settle(direct)
            let holders = try await direct.holders(of: "key", among: names)
            #expect(holders == (fault.isCommitted ? names : []))
            #expect(acknowledged == fault.isAcknowledged)
            try await direct.close()
        }
    }

    @Test("the lost reply of the deciding commit is asked for, not guessed", arguments: ["postgres_1", "mysql_1"])
    func lostDecision(decider: String) async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let place = try AtomicLocation(in: directory, executionDatabase: decider)
            let names = [decider, decider == "postgres_1" ? "mysql_1" : "postgres_1"]
            let direct = try await AtomicHarness.make(place)
            let isPostgres = decider == "postgres_1"
            try await FaultProxy.with(to: isPostgres ? place.postgres.port : place.mysql.port) { proxy in
                var through = place
                if isPostgres { through.postgres.port = proxy.listeningPort } else { through.mysql.port = proxy.listeningPort }
                let harness = AtomicHarness(through) { step in
                    if step == .committing { proxy.set(.dropReply) }
                }
                try await harness.write("key", on: names)
                try await harness.close()
            }
            try await settle(direct)
            #expect(try await direct.holders(of: "key", among: names) == names)
            try await direct.close()
        }
    }

    @Test("a session that was cut is replaced, and a transaction that it was in leaves nothing", arguments: ["postgres_1", "mysql_1"])
    func cut(name: String) async throws {
        try await Turns.onServers.with {
            let directory = try TemporaryDirectory()
            let place = try AtomicLocation(in: directory, executionDatabase: name)
            let direct = try await AtomicHarness.make(place)
            let isPostgres = name == "postgres_1"
            try await FaultProxy.with(to: isPostgres ? place.postgres.port : place.mysql.port) { proxy in
                var through = place
                if isPostgres { through.postgres.port = proxy.listeningPort } else { through.mysql.port = proxy.listeningPort }
                let harness = AtomicHarness(through)
                let error = await #expect(throws: (any Error).self) {
                    try await harness.registry.transaction(name) { tx in
                        try await tx.execute("INSERT INTO work (key_text) VALUES ('lost')")
                        proxy.set(.cut)
                        try await tx.execute("INSERT INTO work (key_text) VALUES ('lost too')")
                    }
                }
                #expect(error?.databaseError?.code == .connectionLost)
                proxy.set(.pass)
                try await harness.registry.transaction(name) { tx in
                    _ = try await tx.execute("INSERT INTO work (key_text) VALUES ('kept')")
                }
                try await harness.close()
            }
            #expect(try await direct.holders(of: "lost", among: [name]) == [])
            #expect(try await direct.holders(of: "kept", among: [name]) == [name])
            try await direct.close()
        }
    }

    private func settle(_ harness: AtomicHarness) async throws {
        let recovery = AtomicRecovery(harness.databases, branchAgeMin: .zero)
        for _ in 0..<200 {
            let report = await recovery.recover()
            if report.inDoubt.isEmpty, report.unreachable.isEmpty { return }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
        Issue.record("still in doubt: \(await recovery.recover().inDoubt)")
    }
}
