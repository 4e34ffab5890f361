import JobUMaintenance
import JobUModel
import JobUStore
import JobUTesting
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("The recovery service", .timeLimit(.minutes(1)))
struct RecovererTests {
    /// A desk that always finds the same, and counts.
    private final class Desk: TransactionDesk {
        let rounds = Mutex(0)
        let found: TransactionOverview

        init(_ found: TransactionOverview) { self.found = found }

        func overview() async -> TransactionOverview { found }
        func transaction(_ gtrid: String) async throws -> UnfinishedTransaction? { nil }
        func prune() async throws -> Int { 0 }
        func recover() async -> TransactionOverview {
            rounds.withLock { $0 += 1 }
            return found
        }
        func resolve(_ gtrid: String, _ verdict: TransactionVerdict, by person: String, reason: String) async throws -> String { "" }
    }

    private final class Lines: Sendable {
        let lines = Mutex<[String]>([])
    }

    private struct Keeping: LogHandler {
        let lines: Lines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            lines.lines.withLock { $0.append("\(event.level) \(event.metadata?["gtrid"] ?? "-")") }
        }
    }

    @Test("it looks at once and then again and again; an alarm is raised after a minute, and repeated every minute")
    func alarms() async throws {
        let clock = TestClock()
        let time = TimeSource.test(clock)
        let begun = time.wall.now()
        let young = UnfinishedTransaction(
            gtrid: "young", state: .waiting, since: begun, decisionDatabase: "a", decision: nil, databases: ["b"], reason: "away")
        let hazard = UnfinishedTransaction(
            gtrid: "hazard", state: .hazard, since: begun, decisionDatabase: "a", decision: "committed", databases: ["b"], reason: "gone")
        let desk = Desk(TransactionOverview(transactions: [young, hazard]))
        let lines = Lines()
        let recoverer = Recoverer(desk: desk, time: time, logger: Logger(label: "test", factory: { _ in Keeping(lines: lines) }))
        await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { try await recoverer.run() }
            do {
                for _ in 0..<14 {
                    try await clock.sleepers(count: 1)
                    clock.advance(by: .seconds(5))
                }
                try await clock.sleepers(count: 1)
            } catch {
                Issue.record("\(error)")
            }
            group.cancelAll()
        }
        #expect(desk.rounds.withLock(\.self) == 15)
        #expect(lines.lines.withLock(\.self) == ["info young", "error hazard", "info young", "error hazard"])
    }
}
