import JobUModel
import JobUStore
import Testing

@testable import JobUDispatcher

@Suite("Bounds of a plan, and rows that were edited by hand")
struct DispatchPlannerTests {
    @Test("a cron ends at its end, and what was due before still runs")
    func end() throws {
        let due = dueCron { definition in
            definition.endAt = minute(1)
            definition.misfireGraceSeconds = 600
        }
        let plan = try DispatchPlanner.plan(due, now: minute(5))
        #expect(plan.fired.instants == [midnight, minute(1)])
        #expect(plan.nextRunAt == nil)
    }

    @Test("the next instant is not before the start")
    func start() throws {
        let plan = try DispatchPlanner.plan(dueCron { $0.startAt = minute(30) }, now: midnight)
        #expect(plan.nextRunAt == minute(30))
    }

    @Test("a clock that was set back leaves a plan as it is")
    func setBack() throws {
        let plan = try DispatchPlanner.plan(dueCron(at: minute(60)), now: minute(10))
        #expect(plan == DispatchPlan(executions: [], nextRunAt: minute(60)))
    }

    @Test("instants at the ends of all calendars are planned with", arguments: ["* * * * *", "* * * * * *", "0 0 29 2 *"])
    func ends(expression: String) throws {
        let ends = [Int64.min, -62_167_219_200_000_000, 253_402_300_799_999_999, .max].map { Timestamp(microseconds: $0).withFourDigits }
        for end in ends {
            let changes: [(inout CronJobDefinition) -> Void] = [{ $0.startAt = end }, { $0.endAt = end }, { _ in }]
            for change in changes {
                let due = dueCron(at: end < midnight ? end : midnight) { definition in
                    definition.cronExpression = expression
                    definition.timeZone = "Asia/Seoul"
                    definition.misfirePolicy = .catchUp
                    change(&definition)
                }
                let plan = try DispatchPlanner.plan(due, now: minute(1))
                #expect(plan.executions.count <= 2_100)
            }
        }
    }

    @Test("a cron whose row holds what cannot be used is not dispatched; one with an odd note beside the point is")
    func unusable() throws {
        var due = dueCron()
        due.cron.problems = [ColumnProblem(column: "tags", value: "'oops'", wanted: "a list")]
        #expect(try DispatchPlanner.plan(due, now: minute(0)).fired.instants == [midnight])
        let problem = ColumnProblem(column: "timeout_seconds", value: "0", wanted: "a number")
        due.cron.problems.append(problem)
        let now = minute(0)
        let broken = due
        #expect(throws: problem) { try DispatchPlanner.plan(broken, now: now) }
        let reason = DispatchPlanner.planUnusable(broken, because: problem).executions.first?.skipReason
        #expect(reason?.contains("timeout_seconds") == true)
        due.dueAt = minute(60)
        #expect(try DispatchPlanner.plan(due, now: now).nextRunAt == minute(60))
    }

    @Test("a disabled cron is not due any more")
    func disabled() throws {
        let plan = try DispatchPlanner.plan(dueCron { $0.isEnabled = false }, now: minute(10))
        #expect(plan == DispatchPlan(executions: [], nextRunAt: nil))
    }

    @Test("what was stored as due counts, also between the instants of the expression")
    func offSchedule() throws {
        let dueAt = midnight + .seconds(30)
        let due = dueCron(at: dueAt) { $0.misfireGraceSeconds = 600 }
        let plan = try DispatchPlanner.plan(due, now: minute(2))
        #expect(plan.fired.instants == [dueAt, minute(1), minute(2)])
        #expect(plan.nextRunAt == minute(3))
    }

    @Test("a due instant with a fraction of a second is taken once")
    func fraction() throws {
        let dueAt = midnight + .microseconds(1)
        let plan = try DispatchPlanner.plan(dueCron(at: dueAt), now: dueAt)
        #expect(plan.fired.instants == [dueAt])
        #expect(plan.nextRunAt == minute(1))
    }

    @Test("an unreadable expression is an error", arguments: ["", "nonsense", "* * * *"])
    func unreadable(expression: String) {
        #expect(throws: (any Error).self) { try DispatchPlanner.plan(dueCron { $0.cronExpression = expression }, now: minute(5)) }
    }

    @Test("an unknown zone is an error")
    func unknownZone() {
        #expect(throws: (any Error).self) {
            try DispatchPlanner.plan(dueCron { $0.timeZone = "Nowhere/Atlantis" }, now: minute(5))
        }
    }

    @Test(
        "absurd numbers in a row do no harm", .timeLimit(.minutes(1)),
        arguments: [Int.min, -1, 0, Int.max], MisfirePolicy.allCases)
    func absurd(number: Int, policy: MisfirePolicy) throws {
        let due = dueCron(at: Timestamp(microseconds: 0)) { definition in
            definition.misfirePolicy = policy
            definition.misfireGraceSeconds = number
            definition.misfireLimit = number
        }
        let plan = try DispatchPlanner.plan(due, now: midnight)
        #expect(plan.fired.count <= 2 * DispatchPlanner.executionsMax)
        #expect(plan.skipped.count <= DispatchPlanner.skippedRowsMax)
        #expect(plan.nextRunAt == minute(1))
    }

    @Test("absurd due instants do no harm", .timeLimit(.minutes(1)), arguments: [Int64.min, Int64.min / 2, -1, Int64.max])
    func absurdDue(microseconds: Int64) throws {
        let due = dueCron(at: Timestamp(microseconds: microseconds))
        let plan = try DispatchPlanner.plan(due, now: midnight)
        #expect(plan.executions.count <= DispatchPlanner.executionsMax + DispatchPlanner.skippedRowsMax)
    }
}
