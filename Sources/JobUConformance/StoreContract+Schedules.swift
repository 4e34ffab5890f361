import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let schedules: [StoreCase] = [
        StoreCase("a cron whose zone or expression a process cannot read is left out, and stays due for others") { fixture in
            let seoul = try await fixture.store.createCronJob(inSeoul(), nextRunAt: start - minutes(3), now: start)
            var odd = CronJobDefinition.everyMinute("odd")
            odd.cronExpression = "@fortnightly '"
            _ = try await fixture.store.createCronJob(odd, nextRunAt: start - minutes(2), now: start)
            _ = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start - minutes(1), now: start)
            var unreadable = UnreadableSchedules()
            expect(unreadable.insert(zone: "Asia/Seoul"))
            expect(try await fixture.store.nextDueTime(except: unreadable) == start - minutes(2))
            expect(unreadable.insert(.init(text: odd.cronExpression, dayMatch: "vixie")))
            expect(try await fixture.store.nextDueTime(except: unreadable) == start - minutes(1))

            let result = try await fixture.store.dispatchDue(now: start, limit: 10, except: unreadable) { due in
                DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: start + minutes(1))
            }
            expect(result == DispatchResult(crons: 1, created: 1))
            expect(try await fixture.store.nextDueTime(except: unreadable) == start + minutes(1))
            expect(try await fixture.store.nextDueTime() == start - minutes(3))
            expect(try await fixture.store.cronJob(seoul.id) == seoul)
            // The same text under another rule for days is another schedule.
            unreadable = UnreadableSchedules()
            _ = unreadable.insert(.init(text: odd.cronExpression, dayMatch: "or"))
            expect(try await fixture.store.nextDueTime(except: unreadable) == start - minutes(3))
        },
        StoreCase("a cron without a plan stays as it is, and the others are dispatched") { fixture in
            let left = try await fixture.store.createCronJob(.everyMinute("left"), nextRunAt: start - minutes(1), now: start)
            _ = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let result = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                due.cron.id == left.id
                    ? nil
                    : DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: start + minutes(1))
            }
            expect(result == DispatchResult(crons: 1, created: 1, left: 1))
            expect(try await fixture.store.cronJob(left.id) == left)
        },
        StoreCase(
            "a cron whose executions the database refuses is left alone with the reason, tried again later, and stops no other", refusedCron
        ),
        StoreCase("enabled crons are read in pieces, and all of them") { fixture in
            var ids: [CronJobID] = []
            for index in 0..<5 {
                var definition = CronJobDefinition.everyMinute("cron \(index)")
                definition.isEnabled = index != 2
                let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
                if index != 2 { ids.append(cron.id) }
            }
            let first = try await fixture.store.enabledCronJobs(after: CronJobID(rawValue: 0), limit: 3)
            expect(first.crons.map(\.id) == Array(ids.prefix(3)))
            let rest = try await fixture.store.enabledCronJobs(after: try require(first.next), limit: 3)
            expect(rest.crons.map(\.id) == [ids[3]])
            expect(rest.next == nil)
        },
        StoreCase("a repaired cron is due at an instant without an execution; what never started ahead of time is undone") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start + minutes(500), now: start - minutes(60))
            var skipped = NewExecution(of: cron, at: start + minutes(3), trigger: .cron)
            skipped.skipReason = "misfire"
            try await fixture.enqueue(
                NewExecution(of: cron, at: start - minutes(2), trigger: .cron),
                NewExecution(of: cron, at: start + minutes(1), trigger: .cron),
                skipped, NewExecution(of: cron, at: start + minutes(4), trigger: .manual))
            // It ran while the clock was ahead.
            let worker = try await fixture.worker(now: start + minutes(2))
            let execution = try require(try await fixture.claim(worker, limit: 10, now: start + minutes(1)).last)
            _ = try await fixture.end(execution, .success(result: nil), now: start + minutes(1))
            try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(2), trigger: .cron))

            let seen = try await fixture.store.repairSchedule(of: cron, now: start) { stored in
                expect(stored == StoredInstants(last: start - minutes(2), ahead: [start + minutes(1), start + minutes(4)]))
                return start + minutes(2)
            }
            expect(seen == start + minutes(2))
            let repaired = try require(try await fixture.store.cronJob(cron.id))
            expect(repaired.nextRunAt == start + minutes(2))
            expect(repaired.version == cron.version)
            let left = try await fixture.store.executions(ExecutionFilter(), page: Page()).items.map(\.scheduledTime)
            expect(Set(left) == [start - minutes(2), start + minutes(1), start + minutes(4)])
        },
        StoreCase("a cron that has changed since it was read is not repaired") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let changed = try await fixture.store.updateCronJob(
                cron.id, version: 1, .everyMinute("renamed"), nextRunAt: start + minutes(9), now: start)
            for old in [cron, changed.due(at: start + minutes(8)), changed.due(at: nil)] {
                let result = try await fixture.store.repairSchedule(of: old, now: start) { _ in start + minutes(1) }
                expect(result == nil)
            }
            expect(try await fixture.store.nextDueTime() == start + minutes(9))
            expect(try await fixture.store.repairSchedule(of: changed, now: start) { _ in start + minutes(1) } == start + minutes(1))
        },
        StoreCase("an instant that has its execution already cancels nothing for itself") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let there = try await fixture.enqueue(NewExecution(of: cron, at: start, trigger: .cron))[0]
            _ = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                DispatchPlan(
                    executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil, cancelsUnfinished: true)
            }
            expect(try await fixture.store.execution(there)?.status == .pending)
        },
    ]

    @Sendable private static func refusedCron(_ fixture: any StoreFixture) async throws {
        var crons: [CronJob] = []
        for index in 0..<7 {
            let due = start - minutes(10) + .seconds(index)
            crons.append(try await fixture.store.createCronJob(.everyMinute("cron \(index)"), nextRunAt: due, now: start - minutes(20)))
        }
        let bad = crons[2]
        let isMended = Seen<Bool>()
        @Sendable func dispatch(_ now: Timestamp) async throws -> DispatchResult {
            try await fixture.store.dispatchDue(now: now, limit: 10) { due in
                var execution = NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)
                // Refused by every engine, as by a trigger or a check of the database's owner: there is no such cron.
                if due.cron.id == bad.id, isMended.last == nil { execution.cronJobID = CronJobID(rawValue: 4_711) }
                return DispatchPlan(executions: [execution], nextRunAt: start + minutes(60))
            }
        }
        let first = try await dispatch(start)
        expect((first.crons, first.created) == (6, 6), "\(first)")
        expect(first.refused.map(\.id) == [bad.id])
        expect(first.refused.map(\.name) == ["cron 2"])
        expect(first.refused.allSatisfy { $0.isRecorded && !$0.isKnown })
        let left = try require(try await fixture.store.cronJob(bad.id))
        expect(left.refusal?.isEmpty == false)
        expect(left.refusal == first.refused.first?.reason)
        expect(left.nextRunAt == bad.nextRunAt)
        guard case .refused(since: bad.nextRunAt, because: _)? = ScheduleFault(of: left, now: start) else {
            return fail("not shown as refused")
        }
        for cron in crons where cron.id != bad.id {
            let other = try require(try await fixture.store.cronJob(cron.id))
            expect(other.nextRunAt == start + minutes(60))
            expect(other.refusal == nil)
        }
        // Left alone for a minute, then tried again, and again.
        expect(try await dispatch(start + .seconds(59)) == DispatchResult())
        expect(try await fixture.store.nextDueTime(now: start + .seconds(59), except: UnreadableSchedules()) == start + minutes(60))
        expect(try await fixture.store.nextDueTime(now: start + .seconds(60), except: UnreadableSchedules()) == bad.nextRunAt)
        let second = try await dispatch(start + .seconds(60))
        expect(second.crons == 0)
        expect(second.refused.map(\.isKnown) == [true])
        // Refused while a clock was ahead: the pause does not wait for that clock.
        expect(try await fixture.store.nextDueTime(now: start + .seconds(30), except: UnreadableSchedules()) == bad.nextRunAt)
        // By number, where not even that could be noted.
        var unreadable = UnreadableSchedules()
        expect(unreadable.insert(bad.id))
        expect(try await fixture.store.nextDueTime(except: unreadable) == start + minutes(60))

        isMended.note(true)
        expect(try await dispatch(start + .seconds(120)) == DispatchResult(crons: 1, created: 1))
        let mended = try require(try await fixture.store.cronJob(bad.id))
        expect(mended.refusal == nil)
        expect(mended.lastRunAt == bad.nextRunAt)
        expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).total == 7)
    }

    private static func inSeoul() -> CronJobDefinition {
        var definition = CronJobDefinition.everyMinute("seoul")
        definition.timeZone = "Asia/Seoul"
        return definition
    }
}

extension CronJob {
    fileprivate func due(at instant: Timestamp?) -> CronJob {
        var cron = self
        cron.nextRunAt = instant
        return cron
    }
}
