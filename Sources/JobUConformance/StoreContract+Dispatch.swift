import JobUDatabase
import JobUModel
import JobUStore

extension StoreContract {
    static let dispatching: [StoreCase] = [
        StoreCase("the earliest due time is found, and none where no cron will fire") { fixture in
            expect(try await fixture.store.nextDueTime() == nil)
            _ = try await fixture.store.createCronJob(.everyMinute("idle"), nextRunAt: nil, now: start)
            expect(try await fixture.store.nextDueTime() == nil)
            _ = try await fixture.store.createCronJob(.everyMinute("late"), nextRunAt: start + minutes(2), now: start)
            _ = try await fixture.store.createCronJob(.everyMinute("early"), nextRunAt: start + minutes(1), now: start)
            expect(try await fixture.store.nextDueTime() == start + minutes(1))
        },
        StoreCase("dispatching inserts the planned runs and moves the cron in one step") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let result = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                DispatchPlan(
                    executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: due.dueAt + minutes(1))
            }
            expect(result == DispatchResult(crons: 1, created: 1, skipped: 0))
            let moved = try require(try await fixture.store.cronJob(cron.id))
            expect(moved.nextRunAt == start + minutes(1))
            expect(moved.lastRunAt == start)
            expect(moved.version == 1)
            let executions = try await fixture.store.executions(ExecutionFilter(), page: Page())
            expect(executions.items.map(\.scheduledTime) == [start])
            expect(executions.items.first?.cronName == "report")
            expect(executions.items.first?.status == .pending)
        },
        StoreCase("a cron that is not due is left alone") { fixture in
            _ = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start + minutes(1), now: start)
            let result = try await fixture.store.dispatchDue(now: start, limit: 10) { _ in
                DispatchPlan(executions: [], nextRunAt: nil)
            }
            expect(result == DispatchResult())
            expect(try await fixture.store.nextDueTime() == start + minutes(1))
        },
        StoreCase("an instant that exists already is not made twice") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            try await fixture.enqueue(NewExecution(of: cron, at: start, trigger: .cron))
            let result = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil)
            }
            expect(result == DispatchResult(crons: 1, created: 0, skipped: 0))
            expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).total == 1)
        },
        StoreCase("a dropped instant is stored as SKIPPED with its reason") { fixture in
            _ = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let result = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                let execution = NewExecution(of: due.cron, at: due.dueAt, trigger: .cron, skipReason: "overlap")
                return DispatchPlan(executions: [execution], nextRunAt: nil)
            }
            expect(result == DispatchResult(crons: 1, created: 0, skipped: 1))
            let execution = try require(try await fixture.store.executions(ExecutionFilter(), page: Page()).items.first)
            expect(execution.status == .skipped)
            expect(execution.errorMessage == "overlap")
            expect(try await fixture.claim(fixture.worker()).isEmpty)
        },
        StoreCase("the planner is told of a run that is unfinished") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            try await fixture.enqueue(NewExecution(of: cron, at: start, trigger: .cron))
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            expect(try await isUnfinished(fixture, at: start))
            _ = try await fixture.end(execution, .failure(message: "again", isRetryable: true))
            expect(try await isUnfinished(fixture, at: start))
            let again = try require(try await fixture.claim(fixture.worker(now: start + minutes(1)), now: start + minutes(1)).first)
            _ = try await fixture.end(again, .success(result: nil))
            expect(try await !isUnfinished(fixture, at: start))
        },
        StoreCase("a plan may cancel what is unfinished: the waiting at once, the running by request") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            let running = try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(-2), trigger: .cron))[0]
            let worker = try await fixture.worker()
            expect(try await fixture.claim(worker).count == 1)
            let waiting = try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(-1), trigger: .cron))[0]
            _ = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                let execution = NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)
                return DispatchPlan(executions: [execution], nextRunAt: nil, cancelsUnfinished: true)
            }
            expect(try await fixture.store.execution(waiting)?.status == .cancelled)
            expect(try await fixture.store.execution(running)?.status == .running)
            expect(try await fixture.store.cancelRequests(for: worker) == [running])
            let all = try await fixture.store.executions(ExecutionFilter(), page: Page())
            expect(all.items.filter { $0.status == .pending }.map(\.scheduledTime) == [start])
        },
        StoreCase("crons that bring thousands of runs are spread over transactions") { fixture in
            for index in 0..<12 {
                _ = try await fixture.store.createCronJob(.everyMinute("cron \(index)"), nextRunAt: start, now: start)
            }
            var crons: [Int] = []
            while crons.last != 0 {
                let result = try await fixture.store.dispatchDue(now: start, limit: 100) { due in
                    let executions = (0..<1_000).map { NewExecution(of: due.cron, at: start - minutes($0), trigger: .cron) }
                    return DispatchPlan(executions: executions, nextRunAt: nil)
                }
                crons.append(result.crons)
            }
            expect(crons == [5, 5, 2, 0])
            let stored = try await fixture.database.transaction(readOnly: true) {
                try await $0.fetchOne("SELECT COUNT(*) AS total FROM job_executions")?.int("total")
            }
            expect(stored == 12_000)
            // A list counts no further than a person wants to know.
            expect(try await fixture.store.executions(ExecutionFilter(), page: Page()).total == PageOf<Execution>.countedMax)
        },
        StoreCase("many due crons are taken in batches, the longest due first") { fixture in
            for index in 0..<5 {
                _ = try await fixture.store.createCronJob(
                    .everyMinute("cron \(index)"), nextRunAt: start - minutes(index), now: start)
            }
            let result = try await fixture.store.dispatchDue(now: start, limit: 2) { due in
                DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil)
            }
            expect(result.crons == 2)
            let executions = try await fixture.store.executions(ExecutionFilter(), page: Page()).items
            expect(Set(executions.compactMap(\.cronName)) == ["cron 4", "cron 3"])
        },
    ]

    private static func isUnfinished(_ fixture: any StoreFixture, at now: Timestamp) async throws -> Bool {
        let seen = Seen<Bool>()
        _ = try await fixture.store.dispatchDue(now: now, limit: 10) { due in
            seen.note(due.hasUnfinishedExecution)
            return DispatchPlan(executions: [], nextRunAt: now)
        }
        guard let last = seen.last else {
            fail("the planner was not asked")
            return false
        }
        return last
    }
}
