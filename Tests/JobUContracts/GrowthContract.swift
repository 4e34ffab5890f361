import JobUConformance
package import JobUDatabase
package import JobUModel
package import JobUStore
import JobUTesting
package import TestSupport
import Testing

/// No work of the services grows with the history, or with crons that are not due.
package enum GrowthContract {
    private static let history = 20_000

    /// - Parameters:
    ///   - analyze: has the engine look how its tables have grown, as it does by itself after a while.
    ///   - rowsRead: how many rows the sessions of this database have read in their life.
    package static func check(
        _ fixture: TestStore, analyze: @Sendable (Database) async throws -> Void, rowsRead: @Sendable (Database) async throws -> Int
    ) async throws {
        var definition = CronJobDefinition.everyMinute()
        definition.overlapPolicy = .cancelRunning
        _ = try await fixture.store.createCronJob(definition, nextRunAt: start, now: start)
        // The second time nothing is new any more, neither to us nor to the engine.
        try await day(fixture.store, start)
        let short = min(try await reads(fixture, start + minutes(1), rowsRead), try await reads(fixture, start + minutes(2), rowsRead))
        try await grow(fixture.database, by: history)
        try await analyze(fixture.database)
        // The least of some days: an engine that opens a table anew reads its own tables for that, and counts it as ours. Where other
        // databases crowd its caches that may be more than once; what grows with the history is read every day.
        var long = Int.max
        for day in 3..<9 where long >= short * 2 {
            long = min(long, try await reads(fixture, start + minutes(day), rowsRead))
        }
        #expect(short > 10, "what has read rows is counted")
        #expect(long < short * 2, "\(short) rows were read with a short history, \(long) with a long one")
    }

    private static func reads(
        _ fixture: TestStore, _ now: Timestamp, _ rowsRead: @Sendable (Database) async throws -> Int
    ) async throws -> Int {
        let before = try await rowsRead(fixture.database)
        try await day(fixture.store, now)
        return try await rowsRead(fixture.database) - before
    }

    /// Ended runs of one cron and of none, and crons that are far from due.
    static func grow(_ database: Database, by history: Int) async throws {
        try await database.transaction { tx in
            let cron = try await tx.fetchOne("SELECT id FROM cron_jobs")?.int64("id")
            try await tx.executeBatch(
                """
                INSERT INTO job_executions (job_id, handler_name, scheduled_time, run_at, status, finished_at, worker_id, created_at)
                VALUES (?, 'sample', ?, ?, ?, ?, 1, ?)
                """,
                (0..<history).map { index in
                    let time = start - minutes(index + 1)
                    let status: ExecutionStatus = index % 100 == 7 ? .failed : .success
                    return [
                        index.isMultiple(of: 2) ? cron.sqlValue : .null, time.sqlValue, time.sqlValue, status.sqlValue, time.sqlValue,
                        time.sqlValue,
                    ]
                })
            try await tx.executeBatch(
                """
                INSERT INTO cron_jobs (name, cron_expression, handler_name, next_run_at, created_at, updated_at)
                VALUES (?, '* * * * *', 'sample', ?, ?, ?)
                """,
                (0..<history).map { index in
                    ["far \(index)".sqlValue] + Array(repeating: (start + minutes(1_000 + index)).sqlValue, count: 3)
                })
            try await tx.executeBatch(
                """
                INSERT INTO alert_deliveries (webhook, event, subject, body, state, next_attempt_at, created_at)
                VALUES ('ops', 'failed', ?, '{}', 'DELIVERED', ?, ?)
                """,
                (0..<history).map { ["old \($0)".sqlValue, (start - minutes(1)).sqlValue, start.sqlValue] })
        }
    }

    /// Everything the services ask of a store.
    package static func day(_ store: SQLJobStore, _ now: Timestamp) async throws {
        _ = try await store.nextDueTime()
        for _ in 0..<2 {
            _ = try await store.dispatchDue(now: now, limit: 10) { due in
                DispatchPlan(
                    executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: now, cancelsUnfinished: true)
            }
        }
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["sample"], queues: nil, capacity: 1)
        let worker = try await store.register(registration, now: now, leaseUntil: now + .seconds(30))
        let request = ClaimRequest(worker: worker, limit: 10, handlers: ["sample"], queues: nil, now: now)
        let executions = try await store.claim(request)
        _ = try await store.nextRunTime(after: now)
        _ = try await store.heartbeat(worker, now: now, leaseUntil: now + .seconds(30))
        _ = try await store.cancelRequests(for: worker)
        _ = try await store.heldExecutions(by: worker)
        let outcomes: [ExecutionOutcome] = [.failure(message: "", isRetryable: true), .success(result: nil)]
        for execution in executions {
            for outcome in outcomes {
                let next = ExecutionTransition.next(after: outcome, of: execution, now: now, random: 0)
                _ = try await store.finish([FinishRequest(lease: execution.lease, transition: next, startedAt: now)], now: now)
            }
        }
        _ = try await store.claim(request)
        _ = try await store.rescue(now: now + .seconds(30), deathsMax: 3, limit: 10)
        _ = try await store.workers()
        try await store.deregister(worker)
        try await alerts(store, now)
    }

    private static func alerts(_ store: SQLJobStore, _ now: Timestamp) async throws {
        let message = NewAlertDelivery(webhook: "ops", event: .failed, subject: "job:\(now.microseconds)", body: "{}")
        _ = try await store.addAlertDeliveries([message], now: now)
        _ = try await store.routeAlerts(limit: 10, now: now) { _ in [message] }
        _ = try await store.lateExecutions(after: now - .seconds(60), until: now, limit: 10)
        _ = try await store.overdueCronJobs(until: now, limit: 10)
        for taken in try await store.claimAlertDeliveries(webhook: "ops", now: now, leaseUntil: now, limit: 10) {
            _ = try await store.finishAlertDelivery(taken, .delivered, now: now)
        }
    }
}
