import JobUContracts
import JobUDatabase
import JobUTesting
import Testing

@Suite(
    "A transaction over several databases, its coordinator killed or stopped", .enabled(if: TestServers.hasPostgres && TestServers.hasMySQL)
)
struct CrashTests {
    @Test("is committed everywhere or nowhere, and nothing is left prepared", arguments: CrashCase.all)
    func crash(_ cell: CrashCase) async throws {
        try await Turns.onServers.with { try await check(cell) }
    }

    private func check(_ cell: CrashCase) async throws {
        let directory = try TemporaryDirectory()
        let place = try AtomicLocation(in: directory, executionDatabase: cell.executionDatabase)
        let harness = try await AtomicHarness.make(place)
        let lines = try await ProbeProcess.run(place, key: "key", on: cell.participants, at: cell.step, how: cell.how) {
            // Others try to finish it while it sleeps; where they can, they do so before it wakes.
            if cell.blocksWhileStopped {
                _ = await AtomicRecovery(harness.databases, branchAgeMin: .zero).recover()
            } else {
                try await settle(harness)
            }
        }
        try await settle(harness)
        let holders = try await harness.holders(of: "key", among: cell.participants)
        #expect(lines.contains("reached \(cell.step)"))
        #expect(holders == [] || holders == cell.participants, "committed in a part of the databases; the coordinator wrote \(lines)")
        if cell.isDecided { #expect(holders == cell.participants) }
        if !cell.isDecided, cell.how == "kill" { #expect(holders == []) }
        if lines.contains("committed") { #expect(holders == cell.participants) }
        if lines.contains(where: { $0.hasPrefix("failed") }) { #expect(holders == []) }
        try await harness.close()
    }

    /// Recovers until nothing is in doubt any more: servers take a moment to notice that a session is gone.
    private func settle(_ harness: AtomicHarness) async throws {
        let recovery = AtomicRecovery(harness.databases, branchAgeMin: .zero)
        for _ in 0..<200 {
            let report = await recovery.recover()
            if report.inDoubt.isEmpty, report.unreachable.isEmpty { return }
            try await ContinuousClock().sleep(for: .milliseconds(50))
        }
        let report = await recovery.recover()
        Issue.record("still in doubt: \(report.inDoubt) \(report.unreachable)")
    }
}
