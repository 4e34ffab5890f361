import Foundation
import JobUConformance
package import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
package import TestSupport
import Testing

/// A transaction that is prepared keeps its locks for as long as it likes, without anybody who could be asked.
package enum PreparedRowContract {
    /// - Parameters:
    ///   - prepare: runs a statement in a transaction of its own on this session, and leaves it prepared.
    ///   - release: rolls that transaction back.
    package static func check(
        _ fixture: TestStore, prepare: @Sendable (any DatabaseConnection, _ name: String, _ statement: String) async throws -> Void,
        release: @Sendable (any DatabaseConnection, _ name: String) async throws -> Void
    ) async throws {
        for name in ["held", "free"] { _ = try await fixture.store.createCronJob(.everyMinute(name), nextRunAt: start, now: start) }
        let ids = try await fixture.enqueue(.adHoc(), .adHoc())
        let worker = try await fixture.worker()
        // The server knows it beyond this test's database.
        let name = "held \(UUID().uuidString)"
        try await fixture.database.withConnection(.readWrite) { other in
            try await prepare(other, name, "UPDATE cron_jobs SET description = 'held' WHERE name = 'held'")
            #expect(try await dispatched(fixture) == ["free"])
            try await release(other, name)
            #expect(try await dispatched(fixture) == ["free", "held"])

            try await prepare(other, name, "UPDATE job_executions SET progress = 0.5 WHERE id = \(ids[0])")
            let executions = try await fixture.claim(worker, limit: 100)
            #expect(!executions.map(\.lease.executionID).contains(ids[0]))
            #expect(executions.map(\.lease.executionID).contains(ids[1]))
            for execution in executions { #expect(try await fixture.end(execution, .success(result: nil)) == .finished) }
            try await release(other, name)
            #expect(try await fixture.claim(worker, limit: 100).map(\.lease.executionID) == [ids[0]])
        }
    }

    /// The crons that have been dispatched by now, after one more dispatch.
    private static func dispatched(_ fixture: TestStore) async throws -> [String] {
        _ = try await fixture.store.dispatchDue(now: start, limit: 10) { due in
            DispatchPlan(executions: [NewExecution(of: due.cron, at: due.dueAt, trigger: .cron)], nextRunAt: nil)
        }
        return try await fixture.store.cronJobs(CronJobFilter(), page: Page()).items.filter { $0.nextRunAt == nil }.map(\.definition.name)
    }
}
