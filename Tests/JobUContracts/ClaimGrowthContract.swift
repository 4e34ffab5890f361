import JobUConformance
package import JobUDatabase
import JobUModel
import JobUStore
import JobUTesting
package import TestSupport
import Testing

/// A claim does not read more the more waits: it looks at the head of each queue, and at what it takes.
package enum ClaimGrowthContract {
    private static let queues = 50

    /// - Parameters: as those of `GrowthContract.check`.
    package static func check(
        _ fixture: TestStore, analyze: @Sendable (Database) async throws -> Void, rowsRead: @Sendable (Database) async throws -> Int
    ) async throws {
        let registration = WorkerRegistration(host: "", pid: 0, version: "", handlers: ["sample"], queues: nil, capacity: 1)
        let worker = try await fixture.store.register(registration, now: start, leaseUntil: start + .seconds(30))
        func reads() async throws -> Int {
            var least = Int.max
            // An engine that opens a table anew reads its own tables for that, and counts it; that is once.
            for _ in 0..<5 {
                let before = try await rowsRead(fixture.database)
                let request = ClaimRequest(worker: worker, limit: 10, handlers: ["sample"], queues: nil, now: start)
                #expect(try await fixture.store.claim(request).count == 10)
                least = min(least, try await rowsRead(fixture.database) - before)
            }
            return least
        }
        try await wait(in: fixture.database, perQueue: 20)
        try await analyze(fixture.database)
        let few = try await reads()
        try await wait(in: fixture.database, perQueue: 400)
        try await analyze(fixture.database)
        let many = try await reads()
        #expect(few > 10, "what has read rows is counted")
        #expect(many < few * 2, "\(few) rows were read where 20 waited in each queue, \(many) where 420 did")
    }

    private static func wait(in database: Database, perQueue count: Int) async throws {
        try await database.transaction { tx in
            try await tx.executeBatch(
                """
                INSERT INTO job_executions (handler_name, scheduled_time, run_at, queue, created_at) VALUES ('sample', ?, ?, ?, ?)
                """,
                (0..<queues * count).map { index in
                    let time = start - .seconds(index + 1)
                    return [time.sqlValue, time.sqlValue, "queue \(index % queues)".sqlValue, start.sqlValue]
                })
        }
    }
}
