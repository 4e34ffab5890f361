import JobUCron
import JobUModel
import JobUStore
import Testing

@Suite("What is wrong with when a cron is due")
struct ScheduleFaultTests {
    private let now = Timestamp(epochSeconds: 1_767_225_600)

    private func cron(due: Duration?, edit: (inout CronJob) -> Void = { _ in }) -> CronJob {
        let definition = CronJobDefinition(name: "report", cronExpression: "* * * * *", handlerName: "sample")
        var cron = CronJob(
            id: CronJobID(rawValue: 1), definition: definition, nextRunAt: due.map { now + $0 }, lastRunAt: nil, version: 1,
            createdAt: now - .seconds(86_400), updatedAt: now - .seconds(86_400))
        edit(&cron)
        return cron
    }

    @Test("nothing, where it is due at its next instant or was a moment ago", arguments: [60, 0, -60])
    func fine(seconds: Int) {
        #expect(ScheduleFault(of: cron(due: .seconds(seconds)), now: now) == nil)
    }

    @Test("nothing, where another dispatcher's clock is a little ahead and has dispatched the next instant already")
    func skew() {
        #expect(ScheduleFault(of: cron(due: .seconds(120)), now: now + .seconds(57)) == nil)
    }

    @Test("due later than its next instant")
    func tooLate() {
        let fault = ScheduleFault(of: cron(due: .seconds(28_800)), now: now)
        #expect(fault == .dueTooLate(stored: now + .seconds(28_800), next: now + .seconds(60)))
        #expect(fault?.isRepairable == true)
    }

    @Test("never due although its schedule goes on; but not where it has ended or is disabled")
    func never() {
        #expect(ScheduleFault(of: cron(due: nil), now: now) == .neverDue(next: now + .seconds(60)))
        #expect(ScheduleFault(of: cron(due: nil) { $0.definition.endAt = now - .seconds(1) }, now: now) == nil)
        #expect(ScheduleFault(of: cron(due: nil) { $0.definition.isEnabled = false }, now: now) == nil)
    }

    @Test("due for minutes, and nobody dispatches it")
    func overdue() {
        #expect(ScheduleFault(of: cron(due: .seconds(-120)), now: now) == .overdue(since: now - .seconds(120)))
    }

    @Test("due, and refused by the database, told in both languages; not where it is disabled, or due later")
    func refused() throws {
        let fault = try #require(ScheduleFault(of: cron(due: .seconds(-30)) { $0.refusal = "other: no" }, now: now))
        #expect(fault == .refused(since: now - .seconds(30), because: "other: no"))
        #expect(!fault.isRepairable)
        #expect(
            fault.text(in: .english).hasSuffix(
                "the database refuses to store its executions; a dispatcher retries every minute: other: no"))
        #expect(fault.text(in: .korean).contains("거부"))
        #expect(ScheduleFault(of: cron(due: .seconds(60)) { $0.refusal = "other: no" }, now: now) == nil)
        #expect(
            ScheduleFault(
                of: cron(due: .seconds(-30)) { cron in
                    cron.refusal = "other: no"
                    cron.definition.isEnabled = false
                }, now: now) == nil)
    }

    @Test("an expression or a zone that cannot be read here, told in both languages")
    func unreadable() throws {
        for edit in [{ $0.definition.cronExpression = "x" }, { $0.definition.timeZone = "Nowhere/Land" }] as [(inout CronJob) -> Void] {
            let fault = try #require(ScheduleFault(of: cron(due: .seconds(-600), edit: edit), now: now))
            #expect(!fault.isRepairable)
            #expect(fault.text(in: .english).contains("cannot read the schedule"))
            #expect(fault.text(in: .korean).contains("읽을 수 없습니다"))
        }
    }

    @Test("a repaired cron is due at the first instant that passed unnoticed")
    func missed() throws {
        let cron = cron(due: .seconds(28_800))
        let schedule = try CronJobSchedule(cron.definition)
        let stored = StoredInstants(last: now - .seconds(180), ahead: [now + .seconds(28_800)])
        #expect(schedule.repaired(cron, stored, now: now) == now - .seconds(120))
        #expect(schedule.repaired(cron, StoredInstants(last: nil, ahead: []), now: now) == now + .seconds(60))
    }

    @Test("a repaired cron is not due at an instant that has an execution, nor at one that may have been pruned")
    func notTwice() throws {
        let schedule = try CronJobSchedule(cron(due: nil).definition)
        let ahead = StoredInstants(last: now, ahead: [now + .seconds(60), now + .seconds(120)])
        #expect(schedule.repaired(cron(due: nil), ahead, now: now) == now + .seconds(180))
        let old = StoredInstants(last: now - .seconds(900_000), ahead: [])
        let edited = cron(due: nil) { $0.updatedAt = now - .seconds(900_000) }
        #expect(schedule.repaired(edited, old, now: now) == now - .seconds(86_340))
        // It was changed, or ran, since.
        #expect(schedule.repaired(cron(due: nil) { $0.updatedAt = now - .seconds(60) }, old, now: now) == now)
        #expect(schedule.repaired(cron(due: nil) { $0.lastRunAt = now - .seconds(60) }, old, now: now) == now)
    }
}
