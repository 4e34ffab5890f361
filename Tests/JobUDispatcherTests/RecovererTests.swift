import JobUDatabase
import JobUDispatcher
import JobUModel
import JobUStore
import JobUTesting
import Logging
import ServiceLifecycle
import Synchronization
import Testing

@Suite("The recovery service", .timeLimit(.minutes(1)))
struct RecovererTests {
    /// Always finds the same, and counts.
    private final class Steady: TransactionOperations {
        let rounds = Mutex(0)
        let found: RecoveryReport

        init(_ found: RecoveryReport) { self.found = found }

        func inDoubt() async -> RecoveryReport { found }
        func transaction(_ gtrid: String) async throws -> InDoubtTransaction? { nil }
        func prune() async throws -> Int { 0 }
        func recover() async -> RecoveryReport {
            rounds.withLock { $0 += 1 }
            return found
        }
        func resolve(
            _ gtrid: String, _ decision: TransactionDecision, by person: String, reason: String
        ) async throws -> RegisterRow.State { .done }
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
        let young = InDoubtTransaction(
            gtrid: "young", state: .waiting, startedAt: begun, decisionDatabase: "a", databases: ["b"], reason: "away")
        let hazard = InDoubtTransaction(
            gtrid: "hazard", state: .hazard, startedAt: begun, decisionDatabase: "a", decision: .committed, databases: ["b"],
            reason: "gone")
        let operations = Steady(RecoveryReport(inDoubt: [young, hazard]))
        let lines = Lines()
        let recoverer = TransactionRecoverer(operations, time: time, logger: Logger(label: "test", factory: { _ in Keeping(lines: lines) }))
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
        #expect(operations.rounds.withLock(\.self) == 15)
        #expect(lines.lines.withLock(\.self) == ["info young", "error hazard", "info young", "error hazard"])
    }
}
