import JobUModel
import JobUStore
import JobUTesting
import Testing

@testable import JobUDispatcher

@Suite("What holds for every plan")
struct DispatchPlannerPropertyTests {
    private func randomDue(_ random: inout SplitMix64) throws -> DueCronJob {
        let expressions = ["* * * * *", "*/5 * * * *", "*/15 * * * *", "30 3 * * *", "7 * * * *"]
        let start = minute(Int.random(in: 0...3_000, using: &random))
        var definition = CronJobDefinition(name: "any", cronExpression: "* * * * *", handlerName: "any")
        definition.cronExpression = try #require(expressions.randomElement(using: &random))
        definition.misfirePolicy = try #require(MisfirePolicy.allCases.randomElement(using: &random))
        definition.overlapPolicy = try #require(OverlapPolicy.allCases.randomElement(using: &random))
        definition.misfireGraceSeconds = Int.random(in: 0...1_000, using: &random)
        definition.misfireLimit = Int.random(in: 1...20, using: &random)
        if Bool.random(using: &random) { definition.endAt = start + .seconds(Int.random(in: 0...40_000, using: &random)) }
        let first = try CronJobSchedule(definition).next(after: start) ?? start
        return dueCron(at: first, hasUnfinishedExecution: Bool.random(using: &random)) { $0 = definition }
    }

    /// Every instant one by one, as a plan must not do it.
    private func instants(of due: DueCronJob, upTo now: Timestamp) throws -> [Timestamp] {
        let schedule = try CronJobSchedule(due.cron.definition)
        let end = min(now, due.cron.definition.endAt ?? now)
        guard due.dueAt <= end else { return [] }
        var instants = [due.dueAt]
        while let last = instants.last, let next = schedule.next(after: last), next <= end { instants.append(next) }
        return instants
    }

    @Test("each due instant is accounted for, once, in order; the next one is later", arguments: UInt64(1)...300)
    func accounts(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let due = try randomDue(&random)
        let now =
            due.dueAt + .seconds(Int.random(in: 0...20_000, using: &random)) + .microseconds(Int.random(in: 0..<1_000_000, using: &random))
        let plan = try DispatchPlanner.plan(due, now: now)

        let all = try instants(of: due, upTo: now)
        let planned = plan.executions.instants
        #expect(planned == planned.sorted(), "\(random)")
        #expect(planned == Array(all.suffix(planned.count)), "\(random)")
        #expect(planned.count == all.count || plan.skipped.count == DispatchPlanner.skippedRowsMax, "\(random)")
        #expect(plan.nextRunAt ?? now + .seconds(1) > now, "\(random)")
        #expect(try plan.nextRunAt == CronJobSchedule(due.cron.definition).next(after: now), "\(random)")
    }

    @Test("policies hold", arguments: UInt64(1)...300)
    func policies(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        let due = try randomDue(&random)
        let now = due.dueAt + .seconds(Int.random(in: 0...20_000, using: &random))
        let plan = try DispatchPlanner.plan(due, now: now)

        let definition = due.cron.definition
        let late = now - .seconds(definition.misfireGraceSeconds)
        let lateCount = plan.fired.filter { $0.scheduledTime < late }.count
        switch definition.misfirePolicy {
        case .fireOnce: #expect(lateCount == 0 || plan.fired.count == 1, "\(random)")
        case .skip: #expect(lateCount == 0, "\(random)")
        case .catchUp: #expect(lateCount <= definition.misfireLimit, "\(random)")
        }
        switch definition.overlapPolicy {
        case .skip: #expect(plan.fired.count <= (due.hasUnfinishedExecution ? 0 : 1), "\(random)")
        case .cancelRunning: #expect(plan.fired.count <= 1, "\(random)")
        case .allow, .queue: #expect(plan.skipped.instants.allSatisfy { $0 < late }, "\(random)")
        }
    }

    @Test("no instant is planned twice, however the clock jumps", arguments: UInt64(1)...100)
    func clockJumps(seed: UInt64) throws {
        var random = SplitMix64(seed: seed)
        var due = try randomDue(&random)
        var now = due.dueAt
        var seen: Set<Timestamp> = []
        for _ in 0..<50 {
            now = now + .seconds(Int.random(in: -3_000...5_000, using: &random))
            let plan = try DispatchPlanner.plan(due, now: now)
            for instant in plan.executions.instants {
                #expect(seen.insert(instant).inserted, "\(random)")
            }
            guard let next = plan.nextRunAt else { return }
            #expect(next >= due.dueAt, "\(random)")
            due.dueAt = next
        }
    }
}
