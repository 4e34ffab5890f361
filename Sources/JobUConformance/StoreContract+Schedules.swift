import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let schedules: [StoreCase] = [
        StoreCase("a cron whose zone or expression a process cannot read is left out, and stays due for others") { home in
            let seoul = try await home.store.createCronJob(inSeoul(), nextRunAt: start - minutes(3), now: start)
            var odd = CronJobDefinition.everyMinute("odd")
            odd.cronExpression = "@fortnightly '"
            _ = try await home.store.createCronJob(odd, nextRunAt: start - minutes(2), now: start)
            _ = try await home.store.createCronJob(.everyMinute(), nextRunAt: start - minutes(1), now: start)
            var unreadable = UnreadableSchedules()
            expect(unreadable.insert(zone: "Asia/Seoul"))
            expect(try await home.store.nextDueTime(except: unreadable) == start - minutes(2))
            expect(unreadable.insert(.init(text: odd.cronExpression, dayMatch: "vixie")))
            expect(try await home.store.nextDueTime(except: unreadable) == start - minutes(1))

            let result = try await home.store.dispatchDue(now: start, limit: 10, except: unreadable) { due in
                DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: start + minutes(1))
            }
            expect(result == DispatchResult(crons: 1, created: 1))
            expect(try await home.store.nextDueTime(except: unreadable) == start + minutes(1))
            expect(try await home.store.nextDueTime() == start - minutes(3))
            expect(try await home.store.cronJob(seoul.id) == seoul)
            // The same text under another rule for days is another schedule.
            unreadable = UnreadableSchedules()
            _ = unreadable.insert(.init(text: odd.cronExpression, dayMatch: "or"))
            expect(try await home.store.nextDueTime(except: unreadable) == start - minutes(3))
        },
        StoreCase("a cron without a plan stays as it is, and the others are dispatched") { home in
            let left = try await home.store.createCronJob(.everyMinute("left"), nextRunAt: start - minutes(1), now: start)
            _ = try await home.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let result = try await home.store.dispatchDue(now: start, limit: 10) { due in
                due.cron.id == left.id
                    ? nil
                    : DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: start + minutes(1))
            }
            expect(result == DispatchResult(crons: 1, created: 1, left: 1))
            expect(try await home.store.cronJob(left.id) == left)
        },
        StoreCase("enabled crons are read in pieces, and all of them") { home in
            var ids: [CronJobID] = []
            for index in 0..<5 {
                var definition = CronJobDefinition.everyMinute("cron \(index)")
                definition.isEnabled = index != 2
                let cron = try await home.store.createCronJob(definition, nextRunAt: nil, now: start)
                if index != 2 { ids.append(cron.id) }
            }
            let first = try await home.store.enabledCronJobs(after: CronJobID(rawValue: 0), limit: 3)
            expect(first.crons.map(\.id) == Array(ids.prefix(3)))
            let rest = try await home.store.enabledCronJobs(after: try require(first.next), limit: 3)
            expect(rest.crons.map(\.id) == [ids[3]])
            expect(rest.next == nil)
        },
        StoreCase("a repaired cron is due at an instant without an execution; what never started ahead of time is undone") { home in
            let cron = try await home.store.createCronJob(.everyMinute(), nextRunAt: start + minutes(500), now: start - minutes(60))
            var skipped = NewExecution(of: cron, at: start + minutes(3), trigger: .cron)
            skipped.skipReason = "misfire"
            try await home.enqueue(
                NewExecution(of: cron, at: start - minutes(2), trigger: .cron),
                NewExecution(of: cron, at: start + minutes(1), trigger: .cron),
                skipped, NewExecution(of: cron, at: start + minutes(4), trigger: .manual))
            // It ran while the clock was ahead.
            let worker = try await home.worker(now: start + minutes(2))
            let run = try require(try await home.claim(worker, limit: 10, now: start + minutes(1)).last)
            _ = try await home.end(run, .success(result: nil), now: start + minutes(1))
            try await home.enqueue(NewExecution(of: cron, at: start + minutes(2), trigger: .cron))

            let seen = try await home.store.repairSchedule(of: cron, now: start) { stored in
                expect(stored == StoredInstants(last: start - minutes(2), ahead: [start + minutes(1), start + minutes(4)]))
                return start + minutes(2)
            }
            expect(seen == start + minutes(2))
            let repaired = try require(try await home.store.cronJob(cron.id))
            expect(repaired.nextRunAt == start + minutes(2))
            expect(repaired.version == cron.version)
            let left = try await home.store.executions(ExecutionFilter(), page: Page()).items.map(\.scheduledTime)
            expect(Set(left) == [start - minutes(2), start + minutes(1), start + minutes(4)])
        },
        StoreCase("a cron that has changed since it was read is not repaired") { home in
            let cron = try await home.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            let changed = try await home.store.updateCronJob(
                cron.id, version: 1, .everyMinute("renamed"), nextRunAt: start + minutes(9), now: start)
            for old in [cron, changed.due(at: start + minutes(8)), changed.due(at: nil)] {
                let result = try await home.store.repairSchedule(of: old, now: start) { _ in start + minutes(1) }
                expect(result == nil)
            }
            expect(try await home.store.nextDueTime() == start + minutes(9))
            expect(try await home.store.repairSchedule(of: changed, now: start) { _ in start + minutes(1) } == start + minutes(1))
        },
        StoreCase("an instant that has its execution already cancels nothing for itself") { home in
            let cron = try await home.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let there = try await home.enqueue(NewExecution(of: cron, at: start, trigger: .cron))[0]
            _ = try await home.store.dispatchDue(now: start, limit: 10) { due in
                DispatchPlan(
                    executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil, cancelsUnfinished: true)
            }
            expect(try await home.store.execution(there)?.status == .pending)
        },
    ]

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
