import JobUModel
import JobUStore
import Testing

@testable import JobUDispatcher

@Suite("What becomes of late instants")
struct MisfirePolicyTests {
    /// Ten minutes are due and the grace is two: minutes 0 to 7 are late, 8 to 10 are on time.
    private func plan(
        _ policy: MisfirePolicy, dueAt: Timestamp = midnight, now: Timestamp = minute(10),
        edit: (inout CronJobDefinition) -> Void = { _ in }
    ) throws -> DispatchPlan {
        let due = dueCron(at: dueAt) { definition in
            definition.misfirePolicy = policy
            definition.misfireGraceSeconds = 120
            edit(&definition)
        }
        return try DispatchPlanner.plan(due, now: now)
    }

    @Test("one instant that is on time runs under every policy", arguments: MisfirePolicy.allCases)
    func onTime(policy: MisfirePolicy) throws {
        let plan = try plan(policy, now: midnight + .milliseconds(3))
        #expect(plan.fired.instants == [midnight])
        #expect(plan.skipped.isEmpty)
        #expect(plan.nextRunAt == minute(1))
        #expect(!plan.cancelsUnfinished)
    }

    @Test("a run is a snapshot of its cron")
    func snapshot() throws {
        let plan = try plan(.fireOnce, now: midnight) { definition in
            definition.options.queue = "mail"
            definition.options.timeoutSeconds = 5
        }
        let execution = try #require(plan.fired.first)
        #expect(execution.cronJobID == CronJobID(rawValue: 7))
        #expect(execution.handlerName == "send_report")
        #expect(execution.options.queue == "mail")
        #expect(execution.options.timeoutSeconds == 5)
        #expect(execution.runAt == midnight)
        #expect(execution.trigger == .cron)
    }

    @Test("fire_once: runs that are on time stand for the late ones")
    func fireOnceCovered() throws {
        let plan = try plan(.fireOnce)
        #expect(plan.fired.instants == (8...10).map(minute))
        #expect(plan.skipped.instants == (0...7).map(minute))
        #expect(plan.skipped.reasons == ["misfire policy fire_once: covered by a newer job: 8 instants"])
    }

    @Test("fire_once: where none is on time, the newest late one runs")
    func fireOnceLate() throws {
        let plan = try plan(.fireOnce, now: minute(3600)) { $0.cronExpression = "0 0 * * *" }
        #expect(plan.fired.instants == [minute(2 * 1440)])
        #expect(plan.skipped.instants == [midnight, minute(1440)])
        #expect(plan.nextRunAt == minute(3 * 1440))
    }

    @Test("skip: late ones are dropped, those on time run")
    func skip() throws {
        let plan = try plan(.skip)
        #expect(plan.fired.instants == (8...10).map(minute))
        #expect(plan.skipped.instants == (0...7).map(minute))
        #expect(plan.skipped.reasons == ["misfire policy skip: late by more than 120 s: 8 instants"])
    }

    @Test("skip: nothing runs where all are late")
    func skipAll() throws {
        let plan = try plan(.skip, now: minute(61)) { $0.cronExpression = "0 0 * * *" }
        #expect(plan.fired.isEmpty)
        #expect(plan.skipped.reasons == ["misfire policy skip: late by more than 120 s: 1 instant"])
        #expect(plan.nextRunAt == minute(1440))
    }

    @Test("catch_up: the newest late ones run, too")
    func catchUp() throws {
        let plan = try plan(.catchUp) { $0.misfireLimit = 5 }
        #expect(plan.fired.instants == (3...10).map(minute))
        #expect(plan.skipped.instants == (0...2).map(minute))
        #expect(plan.skipped.reasons == ["misfire policy catch_up: older than the newest 5: 3 instants"])
    }

    @Test("catch_up: a limit that is not reached drops nothing")
    func catchUpAll() throws {
        let plan = try plan(.catchUp)
        #expect(plan.fired.instants == (0...10).map(minute))
        #expect(plan.skipped.isEmpty)
    }

    @Test("the grace ends with its last second")
    func graceEdge() throws {
        #expect(try plan(.skip, now: minute(2) + .milliseconds(999)).fired.instants == (0...2).map(minute))
        #expect(try plan(.skip, now: minute(2) + .seconds(1)).fired.instants == (1...2).map(minute))
    }

    @Test("no grace at all leaves a dispatcher the second it needs")
    func noGrace() throws {
        let plan = try plan(.skip, now: minute(1) + .milliseconds(40)) { $0.misfireGraceSeconds = 0 }
        #expect(plan.fired.instants == [minute(1)])
        #expect(plan.skipped.instants == [midnight])
    }

    @Test("years of downtime of a cron of every minute cost no more than what is stored", .timeLimit(.minutes(1)))
    func years() throws {
        let tenYears = minute(10 * 365 * 1440)
        for policy in MisfirePolicy.allCases {
            let plan = try plan(policy, now: tenYears) { $0.misfireLimit = 1_000 }
            #expect(plan.fired.count == (policy == .catchUp ? 1_003 : 3))
            #expect(plan.skipped.count == 100)
            #expect(plan.nextRunAt == tenYears + .seconds(60))
            let oldest = try #require(plan.skipped.first?.skipReason)
            #expect(oldest.contains("at least 500 instants"))
            #expect(oldest.hasSuffix("; this row also covers at least 400 earlier ones"))
            #expect(plan.skipped.dropFirst().reasons.count == 1)
        }
    }

    @Test("more drops than rows: the oldest row tells how many it stands for")
    func dropsCounted() throws {
        let plan = try plan(.skip, now: minute(152))
        #expect(plan.skipped.instants == (50...149).map(minute))
        #expect(
            plan.skipped.first?.skipReason
                == "misfire policy skip: late by more than 120 s: 150 instants; this row also covers 50 earlier ones")
        #expect(plan.skipped.last?.skipReason == "misfire policy skip: late by more than 120 s: 150 instants")
    }
}
