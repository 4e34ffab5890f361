import JobUModel
import JobUStore

extension StoreContract {
    static let overviews: [StoreCase] = [
        StoreCase("what ended is counted by slots of time, with exact percentiles") { fixture in
            let span = TimeSlots(from: start, slotSeconds: 60, slots: 3)
            expect(try await fixture.store.activity(span, newest: 100).slots == Array(repeating: ActivitySlot(), count: 3))
            for _ in 0..<4 { try await fixture.enqueue(.adHoc()) }
            let executions = try await fixture.claim(fixture.worker(), now: start + .seconds(1))
            for (seconds, execution) in zip([2, 4, 6, 61], executions) {
                _ = try await fixture.end(
                    execution, seconds == 6 ? .failure(message: "no", isRetryable: false) : .success(result: nil),
                    now: start + .seconds(seconds))
            }
            let skipped = try await fixture.enqueue(.adHoc(at: start + minutes(9)))[0]
            _ = try await fixture.store.cancel(skipped, reason: "not today", now: start + .seconds(62))
            let activity = try await fixture.store.activity(span, newest: 100)
            expect(activity.completeSince == nil)
            let (first, second) = (activity.slots[0], activity.slots[1])
            expect([first.succeeded, first.failed, first.other] == [2, 1, 0])
            expect([second.succeeded, second.failed, second.other] == [1, 0, 1])
            expect(first.medianDuration == .seconds(3) && first.p95Duration == .seconds(5) && first.p95Delay == .seconds(1))
            expect(second.medianDuration == .seconds(60))
            expect(activity.slots[2] == ActivitySlot())
        },
        StoreCase("activity looks at the newest runs only, and says since when it is complete") { fixture in
            let span = TimeSlots(from: start, slotSeconds: 60, slots: 3)
            for index in 0..<4 {
                try await fixture.enqueue(.adHoc(), now: start + .seconds(index))
                let execution = try await fixture.claim(fixture.worker(), now: start + .seconds(index))
                for one in execution { _ = try await fixture.end(one, .success(result: nil), now: start + .seconds(index)) }
            }
            let activity = try await fixture.store.activity(span, newest: 2)
            expect(activity.slots[0].succeeded == 2)
            expect(activity.completeSince == start + .seconds(2))
        },
        StoreCase("the latest runs of many crons come at once, oldest first") { fixture in
            let busy = try await fixture.store.createCronJob(.everyMinute("busy"), nextRunAt: nil, now: start)
            let idle = try await fixture.store.createCronJob(.everyMinute("idle"), nextRunAt: nil, now: start)
            for index in 0..<4 { try await fixture.enqueue(NewExecution(of: busy, at: start + minutes(index), trigger: .cron)) }
            let executions = try await fixture.store.latestExecutions(of: [busy.id, idle.id], limit: 3)
            expect(executions[busy.id]?.map(\.scheduledTime) == [start + minutes(1), start + minutes(2), start + minutes(3)])
            expect(executions[busy.id]?.allSatisfy { $0.status == .pending } == true)
            expect(executions[idle.id] == nil)
            expect(try await fixture.store.latestExecutions(of: [], limit: 3).isEmpty)
        },
        StoreCase("a cron's instants are counted by slot and state, and read within bounds") { fixture in
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: nil, now: start)
            for index in 0..<3 { try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(index), trigger: .cron)) }
            try await fixture.enqueue(NewExecution(of: cron, at: start + minutes(3), trigger: .cron, skipReason: "overlap"))
            for execution in try await fixture.claim(fixture.worker(now: start + minutes(2)), limit: 1, now: start + minutes(2)) {
                _ = try await fixture.end(execution, .success(result: nil), now: start + minutes(2))
            }
            let counts = try await fixture.store.executionCounts(of: cron.id, TimeSlots(from: start, slotSeconds: 120, slots: 2))
            expect(
                counts == [
                    ExecutionCount(slot: 0, status: .pending, count: 1, late: 0),
                    ExecutionCount(slot: 0, status: .success, count: 1, late: 1),
                    ExecutionCount(slot: 1, status: .pending, count: 1, late: 0),
                    ExecutionCount(slot: 1, status: .skipped, count: 1, late: 0),
                ])
            let executions = try await fixture.store.executions(of: cron.id, from: start + minutes(1), to: start + minutes(3), limit: 10)
            expect(executions.map(\.scheduledTime) == [start + minutes(2), start + minutes(1)])
            expect(
                try await fixture.store.executions(of: cron.id, from: start, to: start + minutes(9), limit: 1).map(\.scheduledTime) == [
                    start + minutes(3)
                ])
        },
        StoreCase("crons are listed in the order in which they are due") { fixture in
            for (name, due) in [("a", 3), ("b", 1), ("c", 2)] {
                _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: start + minutes(due), now: start)
            }
            _ = try await fixture.store.createCronJob(.everyMinute("never"), nextRunAt: nil, now: start)
            expect(try await fixture.store.soonestCronJobs(limit: 10).map(\.definition.name) == ["b", "c", "a"])
            expect(try await fixture.store.soonestCronJobs(limit: 1).map(\.definition.name) == ["b"])
        },
        StoreCase("the end of a log is read, and what stands before it") { fixture in
            let id = try await fixture.enqueue(.adHoc())[0]
            try await fixture.store.appendLogs(
                (1...5).map {
                    ExecutionLogLine(executionID: id, attempt: 1, sequence: $0, time: start, level: "info", message: "line \($0)")
                })
            expect(try await fixture.store.logs(of: id, beforeSequence: .max, limit: 2).map(\.sequence) == [4, 5])
            expect(try await fixture.store.logs(of: id, beforeSequence: 4, limit: 9).map(\.sequence) == [1, 2, 3])
        },
        StoreCase("queues tell what waits and runs in them") { fixture in
            expect(try await fixture.store.queueLoads(limit: 10).isEmpty)
            try await fixture.enqueue(.adHoc(queue: "mail"), .adHoc(at: start + minutes(1), queue: "mail"), .adHoc(queue: "night"))
            _ = try await fixture.claim(fixture.worker(), queues: ["night"])
            expect(
                try await fixture.store.queueLoads(limit: 10)
                    == [QueueLoad(name: "mail", waiting: 2, nextRunAt: start), QueueLoad(name: "night", running: 1)])
        },
    ]
}
