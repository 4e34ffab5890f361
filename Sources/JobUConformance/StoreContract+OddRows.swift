import JobUDatabase
import JobUModel
import JobUStore

/// A row that cannot be used fails alone and is shown, and nothing else stops for it.
extension StoreContract {
    static let oddRows: [StoreCase] = [
        StoreCase("waiting executions with odd values fail alone, or run; all others are claimed, ended, listed and pruned", oddWaiting),
        StoreCase("running executions with odd values are listed, and rescued with all others", oddRunning),
        StoreCase("crons with odd values are shown as broken, and all others are dispatched", oddCronJobs),
        StoreCase("a row that cannot be used says which column holds what", namedColumn),
        StoreCase("attempts and lines with odd values are listed, and lines go on", oddAttempts),
        StoreCase("workers and queues with odd values are listed, and claims go on", oddWorkers),
        StoreCase("alerts and the audit log go on beside rows with odd values", oddAlerts),
    ]

    private static func columns(_ fixture: any StoreFixture) -> [OddColumn] {
        [
            OddColumn("handler_params", OddColumn.texts), OddColumn("queue", OddColumn.texts), OddColumn("priority", OddColumn.numbers),
            OddColumn(fixture.dialect.triggerColumn, OddColumn.texts), OddColumn("attempt", OddColumn.numbers),
            OddColumn("max_retry", OddColumn.numbers), OddColumn("retry_count", OddColumn.numbers),
            OddColumn("retry_backoff", OddColumn.backoffs), OddColumn("timeout_seconds", OddColumn.numbers),
            OddColumn("max_concurrency", OddColumn.numbers), OddColumn("worker_id", OddColumn.numbers),
            OddColumn("fence", OddColumn.numbers), OddColumn("lost_count", OddColumn.numbers),
            OddColumn("cancel_requested_at", OddColumn.instants), OddColumn("cancel_reason", OddColumn.texts),
            OddColumn("started_at", OddColumn.instants), OddColumn("scheduled_time", OddColumn.instants),
            OddColumn("run_at", OddColumn.instants), OddColumn("created_at", OddColumn.instants),
            OddColumn("progress", OddColumn.shares), OddColumn("progress_message", OddColumn.texts),
            OddColumn("error_message", OddColumn.texts), OddColumn("result", OddColumn.texts), OddColumn("unique_key", OddColumn.texts),
        ]
    }

    @Sendable private static func oddWaiting(_ fixture: any StoreFixture) async throws {
        let odd = try await fixture.plant(columns(fixture), in: "job_executions") { index in
            try await fixture.enqueue(.adHoc(at: start - .seconds(300 - index)))[0].rawValue
        }
        expect(odd.count > 60)
        let good = try await fixture.enqueue(.adHoc(), .adHoc(queue: "other"), .adHoc(queue: "z"))
        try await lists(fixture, odd)
        let worker = try await fixture.worker()
        var claimed: [ClaimedExecution] = []
        for _ in 0..<100 {
            let some = try await fixture.claim(worker, limit: 25)
            claimed += some
            if some.isEmpty { break }
        }
        expect(Set(claimed.map(\.lease.executionID)).isSuperset(of: good))
        try await lists(fixture, odd)
        for (index, execution) in claimed.enumerated() {
            let outcome: ExecutionOutcome = index.isMultiple(of: 2) ? .failure(message: "no", isRetryable: true) : .interrupted
            _ = try await fixture.end(execution, outcome)
        }
        // What was sent back is claimed and lost once more.
        _ = try await fixture.claim(fixture.worker(now: start + minutes(70)), limit: 500, now: start + minutes(70))
        _ = try await fixture.store.rescue(now: start + minutes(80), deathsMax: 1, limit: 1_000)
        try await lists(fixture, odd)
        try await prune(fixture)
    }

    @Sendable private static func oddRunning(_ fixture: any StoreFixture) async throws {
        let worker = try await fixture.worker()
        // Another worker's are not this one's, and a queue does not matter any more.
        let own = columns(fixture).filter { !["worker_id", "queue"].contains($0.name.rendered { _ in "" }.text) }
        let odd = try await fixture.plant(own, in: "job_executions") { _ in
            try await fixture.enqueue(.adHoc())
            return try require(try await fixture.claim(worker, limit: 1).first).lease.executionID.rawValue
        }
        let good = try await fixture.enqueue(.adHoc())[0]
        expect(try await fixture.claim(worker).map(\.lease.executionID) == [good])
        expect(try await fixture.store.heldExecutions(by: worker).contains { $0.lease.executionID == good })
        _ = try await fixture.store.cancelRequests(for: worker)
        try await fixture.store.appendLogs([
            ExecutionLogLine(executionID: good, attempt: 1, sequence: 0, time: start, level: "info", message: "x")
        ])
        try await lists(fixture, odd)
        let rescued = try await fixture.store.rescue(now: start + minutes(1), deathsMax: 3, limit: 1_000)
        expect(Set(rescued.map(\.id)).isSuperset(of: odd.map { ExecutionID(rawValue: $0.id) } + [good]))
        expect(try await fixture.store.workers().isEmpty)
        try await lists(fixture, odd)
    }

    @Sendable private static func oddCronJobs(_ fixture: any StoreFixture) async throws {
        let broken = [
            OddColumn("handler_params", OddColumn.texts), OddColumn("is_enabled", OddColumn.numbers + [.int(7)]),
            OddColumn("overlap_policy", OddColumn.texts), OddColumn("misfire_policy", OddColumn.texts),
            OddColumn("misfire_limit", OddColumn.numbers), OddColumn("misfire_grace_seconds", OddColumn.numbers),
            OddColumn("max_retry", OddColumn.numbers), OddColumn("retry_backoff", OddColumn.backoffs),
            OddColumn("timeout_seconds", OddColumn.numbers), OddColumn("priority", OddColumn.numbers),
            OddColumn("max_concurrency", OddColumn.numbers), OddColumn("start_at", OddColumn.instants),
            OddColumn("end_at", OddColumn.instants), OddColumn("tags", OddColumn.texts), OddColumn("version", OddColumn.numbers),
            OddColumn("next_run_at", OddColumn.instants), OddColumn("last_run_at", OddColumn.instants),
            OddColumn("refused_at", OddColumn.instants), OddColumn("refusal", OddColumn.texts),
            OddColumn("description", OddColumn.texts), OddColumn("time_zone", OddColumn.texts), OddColumn("day_match", OddColumn.texts),
            OddColumn("cron_expression", OddColumn.texts), OddColumn("handler_name", OddColumn.texts), OddColumn("queue", OddColumn.texts),
        ]
        let odd = try await fixture.plant(broken, in: "cron_jobs") { index in
            try await fixture.store.createCronJob(.everyMinute("odd \(index)"), nextRunAt: start - minutes(1), now: start).id.rawValue
        }
        expect(odd.count > 60)
        let good = try await fixture.store.createCronJob(.everyMinute("good"), nextRunAt: start, now: start).id
        expect(try await fixture.store.nextDueTime() != nil)
        for sort in CronJobSort.allCases { _ = try await fixture.store.cronJobs(CronJobFilter(), sort: sort, page: Page(size: 100)) }
        _ = try await fixture.store.soonestCronJobs(limit: 1_000)
        _ = try await fixture.store.overdueCronJobs(until: start, limit: 1_000)
        let usable: [SQLValue] = [.int(0), .int(Int64(Int32.max))]
        for row in odd where ["timeout_seconds", "max_retry"].contains(row.column) && !usable.contains(row.value) {
            let cron = try require(try await fixture.store.cronJob(CronJobID(rawValue: row.id)))
            expect(cron.unusable?.column == row.column, "\(row)")
        }
        for _ in 0..<100 {
            let result = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
                DispatchPlan(executions: [NewExecution(of: due.cron, at: start, trigger: .cron)], nextRunAt: start + minutes(1))
            }
            if result.crons == 0 { break }
        }
        var filter = ExecutionFilter()
        filter.cronJobID = good
        expect(try await fixture.store.executions(filter, page: Page()).items.count == 1)
        expect(try await fixture.store.cronJob(good)?.nextRunAt == start + minutes(1))
    }

    @Sendable private static func namedColumn(_ fixture: any StoreFixture) async throws {
        let ids = try await fixture.enqueue(
            .adHoc(at: start - minutes(3)), .adHoc(at: start - minutes(2)), .adHoc(at: start - minutes(1)), .adHoc())
        try await fixture.database.transaction { tx in
            try await tx.execute("UPDATE job_executions SET retry_backoff = 'oops' WHERE id = \(ids[0])")
            try await tx.execute("UPDATE job_executions SET fence = 9223372036854775807 WHERE id = \(ids[1])")
            try await tx.execute("UPDATE job_executions SET attempt = 2147483647 WHERE id = \(ids[2])")
            try await tx.execute("UPDATE job_executions SET \(fixture.dialect.triggerColumn) = 'moon' WHERE id = \(ids[3])")
        }
        let shown = try await fixture.store.executions(ExecutionFilter(), sort: .oldest, page: Page()).items
        expect(shown.map { $0.problems.map(\.column) } == [["retry_backoff"], ["fence"], ["attempt"], ["trigger"]])
        // One place is enough: what cannot be used takes none.
        expect(try await fixture.claim(fixture.worker(), limit: 1).map(\.lease.executionID) == [ids[3]])
        for (id, words) in zip(ids, [["retry_backoff", "'oops'"], ["fence", "9223372036854775807"], ["attempt", "2147483647"]]) {
            let execution = try require(try await fixture.store.execution(id))
            expect(execution.status == .failed)
            expect(execution.finishedAt == start)
            for word in words { expect(execution.errorMessage?.contains(word) == true, "\(execution.errorMessage ?? "no message")") }
        }
    }

    @Sendable private static func oddAttempts(_ fixture: any StoreFixture) async throws {
        let (id, execution) = try await claimed(fixture)
        _ = try await fixture.end(execution, .failure(message: "no", isRetryable: true))
        for text in ["WEIRD", ""] {
            try await fixture.database.transaction { tx in
                try await tx.execute("UPDATE job_attempts SET outcome = \(text), attempt = 2147483647 WHERE execution_id = \(id)")
            }
            expect(try await fixture.store.attempts(of: id).count == 1)
        }
        func line(_ message: String) -> ExecutionLogLine {
            ExecutionLogLine(executionID: id, attempt: 1, sequence: 0, time: start, level: "info", message: message)
        }
        try await fixture.store.appendLogs([line("a")])
        try await fixture.database.transaction { tx in
            try await tx.execute("UPDATE job_logs SET sequence = 9223372036854775807, level = '', attempt = -1 WHERE execution_id = \(id)")
        }
        let other = try await fixture.enqueue(.adHoc())[0]
        var beside = line("b")
        beside.executionID = other
        try await fixture.store.appendLogs([line("lost"), beside])
        expect(try await fixture.store.logs(of: id, afterSequence: 0, limit: 10).map(\.message) == ["a"])
        expect(try await fixture.store.logs(of: other, afterSequence: 0, limit: 10).map(\.message) == ["b"])
    }

    @Sendable private static func oddWorkers(_ fixture: any StoreFixture) async throws {
        let columns = [
            OddColumn("host", OddColumn.texts), OddColumn("pid", OddColumn.numbers), OddColumn("version", OddColumn.texts),
            OddColumn("handlers", OddColumn.texts), OddColumn("queues", OddColumn.texts), OddColumn("capacity", OddColumn.numbers),
            OddColumn("started_at", OddColumn.instants), OddColumn("heartbeat_at", OddColumn.instants),
            OddColumn("lease_expires_at", OddColumn.instants),
        ]
        let odd = try await fixture.plant(columns, in: "workers") { _ in try await fixture.worker().rawValue }
        expect(try await fixture.store.workers().count >= odd.count)
        _ = try await fixture.store.liveHandlers(now: start)
        try await fixture.database.transaction { tx in
            try await tx.execute(
                "INSERT INTO queues (name, max_concurrency, rate_limit, tokens, tokens_at, updated_at) "
                    + "VALUES ('odd', 2147483647, 2147483647, -1e308, \(start), \(start))")
        }
        let id = try await fixture.enqueue(.adHoc(queue: "odd"))[0]
        expect(try await fixture.store.queueLimits().map(\.name) == ["odd"])
        expect(try await fixture.claim(fixture.worker()).isEmpty, "no token is there yet")
        let later = start + minutes(1)
        expect(try await fixture.claim(fixture.worker(now: later), now: later).map(\.lease.executionID) == [id])
        _ = try await fixture.store.rescue(now: start + minutes(60), deathsMax: 3, limit: 100)
    }

    @Sendable private static func oddAlerts(_ fixture: any StoreFixture) async throws {
        let (_, execution) = try await claimed(fixture)
        _ = try await fixture.end(execution, .failure(message: "no", isRetryable: false))
        try await fixture.database.transaction { tx in
            for (event, facts) in [("failed", "oops"), ("dead_worker", "{}"), ("moon", "{}")] {
                try await tx.execute(
                    "INSERT INTO alert_events (event, subject, facts, created_at) VALUES (\(event), 'x', \(facts), \(start))")
            }
        }
        let seen = Seen<[Alert]>()
        expect(
            try await fixture.store.routeAlerts(limit: 10, now: start) { alerts in
                seen.note(alerts)
                return []
            } == 4)
        expect(seen.last?.count == 3)
        expect(seen.last?.count { $0.data["problem"] != nil } == 2)

        let columns = [
            OddColumn("event", OddColumn.texts), OddColumn("attempts", OddColumn.numbers), OddColumn("fence", OddColumn.numbers),
            OddColumn("body", OddColumn.texts), OddColumn("next_attempt_at", OddColumn.instants),
        ]
        let odd = try await fixture.plant(columns, in: "alert_deliveries") { index in
            let subject = "job:\(index):1"
            _ = try await fixture.store.addAlertDeliveries(
                [NewAlertDelivery(webhook: "ops", event: .failed, subject: subject, body: "{}")], now: start)
            return try await fixture.database.transaction { tx in
                try await tx.fetchOne("SELECT id FROM alert_deliveries WHERE subject = \(subject)")?.int64("id") ?? 0
            }
        }
        _ = try await fixture.store.addAlertDeliveries(
            [NewAlertDelivery(webhook: "ops", event: .failed, subject: "good", body: "{}")], now: start)
        let claimed = try await fixture.store.claimAlertDeliveries(webhook: "ops", now: start, leaseUntil: start + minutes(1), limit: 1_000)
        expect(claimed.contains { $0.message.subject == "good" })
        let page = try await fixture.store.alertDeliveries(AlertDeliveryFilter(), page: Page(size: 100))
        expect(page.total > odd.count)
        let unread = page.items.filter { !$0.problems.isEmpty }
        expect(!unread.isEmpty)
        for delivery in unread where claimed.allSatisfy({ $0.id != delivery.id }) && delivery.nextAttemptAt <= start {
            expect(delivery.state == .dead)
            expect(delivery.lastError?.hasPrefix("column '") == true)
        }

        try await fixture.database.transaction { tx in
            try await tx.execute(
                """
                INSERT INTO audit_log (time, actor_kind, actor, action, subject_kind, subject_id, subject_name, before_json, after_json)
                VALUES (\(start), 'user', 'kim', 'moon.shot', 'moon', '', '', 'oops', '[1]')
                """)
        }
        let entry = try require(try await fixture.store.auditEntries(AuditFilter(), before: nil, limit: 10).first)
        expect(entry.change.after.map { $0.keys.sorted() } == ["after_json", "before_json", "subject_kind"])
    }

    /// Everything that pages and programs ask for.
    private static func lists(_ fixture: any StoreFixture, _ odd: [OddRow]) async throws {
        let store = fixture.store
        var filter = ExecutionFilter()
        for sort in [ExecutionSort.newest, .oldest] {
            for number in 1...4 { _ = try await store.executions(filter, sort: sort, page: Page(number: number, size: 100)) }
        }
        filter.from = start - minutes(60)
        _ = try await store.executions(filter, page: Page(size: 100))
        for row in odd {
            let execution = try await store.execution(ExecutionID(rawValue: row.id))
            expect(execution != nil, "\(row)")
            if row.column == "trigger" { expect(Set((execution?.problems ?? []).map(\.column)) == ["trigger"], "\(row)") }
            _ = try await store.attempts(of: ExecutionID(rawValue: row.id))
        }
        _ = (try await store.countsByStatus(), try await store.countsByStatus(newest: 1_000), try await store.dueCount(now: start))
        _ = (try await store.oldestWaitingRunTime(), try await store.nextRunTime(after: start), try await store.workers())
        _ = try await store.lateExecutions(after: nil, until: start, limit: 1_000)
        _ = try await store.queueLoads(limit: 100)
        _ = try await store.activity(TimeSlots(upTo: start + minutes(90), slotSeconds: 3600, slots: 10), newest: 1_000)
    }

    private static func prune(_ fixture: any StoreFixture) async throws {
        let end = start + minutes(10_000)
        var request = PruneRequest(
            cutoffs: [.failed: end, .success: end, .cancelled: end], logsBefore: end, keysBefore: end, after: ExecutionID(rawValue: 0),
            limit: 50)
        var deleted = 0
        for _ in 0..<20 {
            let result = try await fixture.store.prune(request)
            deleted += result.deleted
            guard let next = result.next else { break }
            request.after = next
        }
        expect(deleted > 10)
    }
}
