import JobUDatabase
import JobUModel
import JobUSQLite
import JobUStore

/// A dialect with a planted mistake: whoever ends a run may do so, its present owner or not.
struct FencelessSQL: JobSQL {
    private let whole = SQLiteJobSQL()

    func dueCronJobs(_ tx: Transaction, now: Timestamp, limit: Int) async throws -> [DueCronJob] {
        try await whole.dueCronJobs(tx, now: now, limit: limit)
    }

    func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int] {
        try await whole.insert(tx, executions, now: now)
    }

    func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID? {
        try await whole.insertOne(tx, execution, now: now)
    }

    func waitingQueues(_ tx: Transaction) async throws -> [String] {
        try await whole.waitingQueues(tx)
    }

    func claim(_ tx: Transaction, _ request: ClaimRequest, queue: String, limit: Int) async throws -> [ClaimedExecution] {
        try await whole.claim(tx, request, queue: queue, limit: limit)
    }

    func finish(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int] {
        var forged = requests
        for index in forged.indices {
            let id = forged[index].lease.executionID
            guard let row = try await tx.fetchOne("SELECT worker_id, fence FROM job_executions WHERE id = \(id)"),
                let worker = try row.int64IfPresent("worker_id")
            else { continue }
            forged[index].lease.workerID = WorkerID(rawValue: worker)
            forged[index].lease.fence = try row.int64("fence")
        }
        return try await whole.finish(tx, forged, now: now)
    }
}
