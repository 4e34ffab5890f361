import JobUModel
import JobUStore
import Testing

@testable import JobUDispatcher

@Suite("What becomes of an instant while an earlier run is unfinished")
struct OverlapPolicyTests {
    /// Three minutes are due, all of them on time.
    private func plan(_ policy: OverlapPolicy, hasUnfinishedExecution: Bool, now: Timestamp = minute(2)) throws -> DispatchPlan {
        let due = dueCron(hasUnfinishedExecution: hasUnfinishedExecution) { definition in
            definition.overlapPolicy = policy
            definition.misfireGraceSeconds = 120
        }
        return try DispatchPlanner.plan(due, now: now)
    }

    @Test("allow and queue insert all", arguments: [OverlapPolicy.allow, .queue], [true, false])
    func inserted(policy: OverlapPolicy, hasUnfinishedExecution: Bool) throws {
        let plan = try plan(policy, hasUnfinishedExecution: hasUnfinishedExecution)
        #expect(plan.fired.instants == (0...2).map(minute))
        #expect(plan.skipped.isEmpty)
        #expect(!plan.cancelsUnfinished)
        #expect(plan.fired.allSatisfy { $0.maxConcurrency == (policy == .queue ? 1 : nil) })
    }

    @Test("skip drops all while an earlier run is unfinished")
    func skipUnfinished() throws {
        let plan = try plan(.skip, hasUnfinishedExecution: true)
        #expect(plan.fired.isEmpty)
        #expect(plan.skipped.instants == (0...2).map(minute))
        #expect(plan.skipped.reasons == ["overlap policy skip: an earlier job was unfinished"])
        #expect(plan.nextRunAt == minute(3))
    }

    @Test("skip and cancel_running keep the newest of several", arguments: [OverlapPolicy.skip, .cancelRunning])
    func newest(policy: OverlapPolicy) throws {
        let plan = try plan(policy, hasUnfinishedExecution: false)
        #expect(plan.fired.instants == [minute(2)])
        #expect(plan.skipped.instants == (0...1).map(minute))
        #expect(plan.skipped.reasons == ["overlap policy \(policy.rawValue): the newer scheduled time 2026-01-01T00:02:00Z was also due"])
        #expect(!plan.cancelsUnfinished)
    }

    @Test("cancel_running cancels the unfinished run for the new one")
    func cancel() throws {
        let plan = try plan(.cancelRunning, hasUnfinishedExecution: true, now: midnight)
        #expect(plan.fired.instants == [midnight])
        #expect(plan.skipped.isEmpty)
        #expect(plan.cancelsUnfinished)
    }

    @Test("cancel_running cancels nothing when no new run begins")
    func cancelNothing() throws {
        let due = dueCron(hasUnfinishedExecution: true) { definition in
            definition.overlapPolicy = .cancelRunning
            definition.misfirePolicy = .skip
            definition.cronExpression = "0 0 * * *"
        }
        let plan = try DispatchPlanner.plan(due, now: minute(60))
        #expect(plan.fired.isEmpty)
        #expect(!plan.cancelsUnfinished)
    }

    @Test("late and overlapping drops share the rows of one plan", .timeLimit(.minutes(1)))
    func shared() throws {
        let due = dueCron(hasUnfinishedExecution: true) { definition in
            definition.overlapPolicy = .skip
            definition.misfireGraceSeconds = 59 * 60
        }
        let plan = try DispatchPlanner.plan(due, now: minute(199))
        #expect(plan.fired.isEmpty)
        #expect(plan.skipped.instants == (100...199).map(minute))
        #expect(plan.skipped.suffix(60).reasons == ["overlap policy skip: an earlier job was unfinished"])
        #expect(plan.skipped.first?.skipReason?.hasSuffix("this row also covers 100 earlier ones") == true)
    }
}
