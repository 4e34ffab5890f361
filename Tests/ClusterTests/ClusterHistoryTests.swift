import JobUModel
import Testing

@Suite("The check of a cluster's history")
struct ClusterHistoryTests {
    private static let start = Timestamp(epochSeconds: 1_767_225_600)

    private static func run(_ id: Int64, _ change: (inout ClusterHistory.Run) -> Void = { _ in }) -> ClusterHistory.Run {
        var execution = ClusterHistory.Run(
            id: id, cron: 7, scheduledTime: start + .seconds(id), status: .success,
            attempts: [
                .init(fence: 1, attempt: 1, start: start, end: start + .seconds(2)),
                .init(fence: 2, attempt: 2, start: start + .seconds(3), end: start + .seconds(4)),
            ], effects: 1)
        change(&execution)
        return execution
    }

    private static func history(_ change: (inout ClusterHistory) -> Void) -> ClusterHistory {
        var history = ClusterHistory()
        history.executions = [run(1), run(2), run(3)]
        history.acknowledged = [1, 2]
        history.slots = [.init(cron: 7, first: start + .seconds(1), last: start + .seconds(3))]
        history.seenEnded = [1: .success]
        change(&history)
        return history
    }

    @Test("finds nothing in a good one")
    func good() {
        #expect(Self.history { _ in }.violations == [])
    }

    @Test("finds each fault that is planted")
    func planted() {
        let faults: [(String, (inout ClusterHistory) -> Void)] = [
            ("I-LOST", { $0.acknowledged.insert(99) }),
            (
                "I-LOST",
                {
                    $0.executions[0].status = .running; $0.executions[0].effects = 0; $0.seenEnded = [:]
                }
            ),
            ("I-ONE", { $0.executions[1].attempts[1].fence = 1 }),
            ("I-ONE", { $0.executions[1].attempts[1].start = Self.start + .seconds(1) }),
            ("I-ONE", { $0.executions[1].attempts[0].end = nil }),
            ("I-EFF", { $0.executions[2].effects = 2 }),
            ("I-EFF", { $0.executions[2].effects = 0 }),
            ("I-EFF", { $0.executions[2].status = .failed }),
            (
                "I-SLOT",
                {
                    $0.executions.remove(at: 1); $0.acknowledged = []
                }
            ),
            ("I-SLOT", { $0.executions.append(Self.run(4) { $0.scheduledTime = Self.start + .seconds(3) }) }),
            ("I-TERM", { $0.seenEnded[2] = .failed }),
        ]
        for (name, fault) in faults {
            let violations = Self.history(fault).violations
            #expect(violations.count == 1, "\(name): \(violations)")
            #expect(violations.first?.hasPrefix(name) == true, "\(violations)")
        }
    }
}
