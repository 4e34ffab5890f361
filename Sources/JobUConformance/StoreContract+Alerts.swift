import JobUModel
import JobUStore
import Synchronization

extension StoreContract {
    static let alerts: [StoreCase] = [
        StoreCase("a run that fails for good is handed on once, with what it was") { fixture in
            var definition = CronJobDefinition.everyMinute("settlement")
            definition.tags = ["money"]
            let cron = try await fixture.store.createCronJob(definition, nextRunAt: nil, now: start)
            var execution = NewExecution(of: cron, at: start, trigger: .manual)
            execution.options.maxRetry = 1
            execution.options.retryBackoff = RetryBackoff(kind: .fixed, baseSeconds: 0, jitter: 0)
            let id = try await fixture.enqueue(execution)[0]
            let worker = try await fixture.worker()
            for attempt in 1...2 {
                expect(try await fixture.routed().isEmpty, "attempt \(attempt)")
                let execution = try require(try await fixture.claim(worker).first)
                _ = try await fixture.end(execution, .failure(message: "no money", isRetryable: true))
            }
            let alerts = try await fixture.routed()
            expect(alerts.map(\.event) == [.failed])
            expect(alerts.first?.scope == Alert.Scope(handler: "sample", queue: "default", tags: ["money"]))
            expect(alerts.first?.subject == "job:\(id):2")
            guard case .object(let job) = alerts.first?.data["job"] else {
                fail("no job")
                return
            }
            expect(job["error_message"] == .string("no money"))
            expect(job["status"] == .string("FAILED"))
            expect(job["cron_name"] == .string("settlement"))
            expect(job["handler_params"] == nil)
            expect(try await fixture.routed().isEmpty)
        },
        StoreCase("what succeeds, is cancelled or is dropped tells nobody") { fixture in
            try await fixture.enqueue(.adHoc(), .adHoc(), .adHoc())
            let executions = try await fixture.claim(fixture.worker())
            _ = try await fixture.end(executions[0], .success(result: nil))
            _ = try await fixture.end(executions[1], .cancelled(reason: "no"))
            var lost = executions[2]
            lost.lease.fence += 1
            expect(try await fixture.end(lost, .failure(message: "late", isRetryable: false)) == .leaseLost)
            expect(try await fixture.routed().isEmpty)
        },
        StoreCase("a worker that dies is handed on, and a run that it poisoned") { fixture in
            try await fixture.enqueue(.adHoc())
            let worker = try await fixture.worker()
            _ = try await fixture.claim(worker)
            _ = try await fixture.store.rescue(now: start + .seconds(31), deathsMax: 1, limit: 10)
            let alerts = try await fixture.routed()
            expect(Set(alerts.map(\.event)) == [.failed, .deadWorker])
            expect(alerts.last?.subject == "worker:\(worker)")
            expect(alerts.last?.data == ["worker": .object(["id": .int(worker.rawValue), "host": .string("host"), "pid": .int(1)])])
        },
        StoreCase("a run that was deleted before anybody was told is told of nevertheless") { fixture in
            let id = try await fixture.enqueue(.adHoc())[0]
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            _ = try await fixture.end(execution, .failure(message: "gone", isRetryable: false))
            _ = try await fixture.store.deleteExecution(id)
            let alert = try require(try await fixture.routed().first)
            expect(alert.scope == nil)
        },
        StoreCase("nothing is handed on when the messages cannot be made") { fixture in
            try await fixture.enqueue(.adHoc())
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            _ = try await fixture.end(execution, .failure(message: "no", isRetryable: false))
            await expect(throws: JobStoreError.self) {
                _ = try await fixture.store.routeAlerts(limit: 10, now: start) { _ in throw JobStoreError.notFound }
            }
            expect(try await fixture.routed().count == 1)
        },
        StoreCase("late runs are found from where the last look ended, and crons that nobody dispatches") { fixture in
            for index in 0..<3 { try await fixture.enqueue(.adHoc(at: start + minutes(index))) }
            let cron = try await fixture.store.createCronJob(.everyMinute(), nextRunAt: start, now: start)
            _ = try await fixture.store.createCronJob(.everyMinute("other"), nextRunAt: start + minutes(5), now: start)
            let first = try await fixture.store.lateExecutions(after: nil, until: start + minutes(1), limit: 10)
            expect(first.map(\.execution.runAt) == [start, start + minutes(1)])
            let rest = try await fixture.store.lateExecutions(after: start + minutes(1), until: start + minutes(9), limit: 10)
            expect(rest.map(\.execution.runAt) == [start + minutes(2)])
            _ = try await fixture.claim(fixture.worker(now: start + minutes(9)), now: start + minutes(9))
            expect(try await fixture.store.lateExecutions(after: nil, until: start + minutes(9), limit: 10).isEmpty)
            expect(try await fixture.store.overdueCronJobs(until: start + minutes(1), limit: 10).map(\.id) == [cron.id])
        },
        StoreCase("the same message is stored once, by two processes at the same time too") { fixture in
            let messages = (1...40).map { NewAlertDelivery(webhook: "ops", event: .late, subject: "job:\($0)", body: "{}") }
            let stores = [fixture.store, fixture.secondProcess()]
            let stored = try await withThrowingTaskGroup(of: Int.self) { group in
                for store in stores {
                    group.addTask {
                        var stored = 0
                        for message in messages { stored += try await store.addAlertDeliveries([message, message], now: start) }
                        return stored
                    }
                }
                return try await group.reduce(0, +)
            }
            expect(stored == 40)
            expect(try await fixture.store.alertDeliveries(AlertDeliveryFilter(), page: Page()).total == 40)
            try await stores[1].close()
        },
        StoreCase("a message that is taken is nobody else's until its lease ends, and then it counts for the other alone") { fixture in
            let other = fixture.secondProcess()
            let message = NewAlertDelivery(webhook: "ops", event: .failed, subject: "job:1:1", body: "{}")
            _ = try await fixture.store.addAlertDeliveries([message], now: start)
            func claim(_ store: SQLJobStore, _ now: Timestamp, webhook: String = "ops") async throws -> AlertDelivery? {
                let taken = try await store.claimAlertDeliveries(webhook: webhook, now: now, leaseUntil: now + minutes(1), limit: 10)
                return taken.first
            }
            expect(try await claim(other, start, webhook: "another") == nil)
            let first = try require(try await claim(fixture.store, start))
            expect(first.message == message && first.attempts == 1)
            expect(try await claim(other, start + .seconds(59)) == nil)
            // The first has crashed, or is slow.
            let second = try require(try await claim(other, start + minutes(1)))
            expect(second.attempts == 2)
            expect(try await !fixture.store.finishAlertDelivery(first, .dead(error: "slow"), now: start))
            expect(try await other.finishAlertDelivery(second, .retry(at: start + minutes(9), error: "500"), now: start))
            expect(try await claim(fixture.store, start + minutes(8)) == nil)
            let third = try require(try await claim(fixture.store, start + minutes(9)))
            expect(third.lastError == "500" && third.attempts == 3)
            expect(try await fixture.store.finishAlertDelivery(third, .delivered, now: start))
            expect(try await claim(fixture.store, start + minutes(99)) == nil)
            expect(try await fixture.store.alertDelivery(third.id)?.state == .delivered)
            try await other.close()
        },
        StoreCase("a message that was given up is seen, and can be sent back once") { fixture in
            let messages = ["a", "b"].map { NewAlertDelivery(webhook: $0, event: .failed, subject: "job:1:1", body: "{}") }
            _ = try await fixture.store.addAlertDeliveries(messages, now: start)
            let claimed = try await fixture.store.claimAlertDeliveries(webhook: "a", now: start, leaseUntil: start + minutes(1), limit: 1)
            let taken = try require(claimed.first)
            expect(try await fixture.store.finishAlertDelivery(taken, .dead(error: "404"), now: start))
            let dead = try await fixture.store.alertDeliveries(AlertDeliveryFilter(state: .dead), page: Page()).items
            expect(dead.map(\.id) == [taken.id] && dead.first?.lastError == "404" && dead.first?.finishedAt == start)
            var results: [AlertRetryResult] = []
            try await fixture.acting {
                for _ in 0..<2 { results.append(try await fixture.store.retryAlertDelivery(taken.id, now: start)) }
            }
            expect(results == [.changed, .notDead(.pending)])
            let log = try await fixture.log()
            expect(log.map(\.change.action) == ["alert.retry"] && log.first?.change.subject.name == "a")
            expect(try await fixture.store.retryAlertDelivery(99, now: start) == .notFound)
            expect(try await fixture.store.alertDelivery(taken.id)?.attempts == 0)
            // An answer to an attempt before it was sent back does not count.
            let again = try await fixture.store.claimAlertDeliveries(webhook: "a", now: start, leaseUntil: start + minutes(1), limit: 1)
            expect(try await !fixture.store.finishAlertDelivery(taken, .delivered, now: start))
            expect(try await fixture.store.finishAlertDelivery(require(again.first), .delivered, now: start))
        },
        StoreCase("old messages go, and what nobody was told of") { fixture in
            try await fixture.enqueue(.adHoc())
            let execution = try require(try await fixture.claim(fixture.worker()).first)
            _ = try await fixture.end(execution, .failure(message: "no", isRetryable: false))
            for index in 0..<3 {
                let message = NewAlertDelivery(webhook: "ops", event: .failed, subject: "job:\(index)", body: "{}")
                _ = try await fixture.store.addAlertDeliveries([message], now: start + minutes(index))
            }
            expect(try await fixture.store.pruneAlerts(before: start + minutes(2), eventsBefore: start, limit: 1) == 1)
            expect(try await fixture.store.pruneAlerts(before: start + minutes(2), eventsBefore: start + minutes(1), limit: 10) == 2)
            expect(try await fixture.store.alertDeliveries(AlertDeliveryFilter(), page: Page()).items.map(\.message.subject) == ["job:2"])
            expect(try await fixture.routed().isEmpty)
        },
    ]
}

private final class Taken: Sendable {
    let alerts = Mutex<[Alert]>([])
}

extension StoreFixture {
    /// Takes what has happened, and tells nobody.
    fileprivate func routed() async throws -> [Alert] {
        let taken = Taken()
        _ = try await store.routeAlerts(limit: 100, now: start) { alerts in
            taken.alerts.withLock { $0 += alerts }
            return []
        }
        return taken.alerts.withLock(\.self)
    }
}
