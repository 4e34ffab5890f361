import JobUDatabase
import JobUModel

/// An execution whose row no worker can use.
struct UnusableExecution: Sendable {
    let id: ExecutionID
    let fence: Int64
    let problem: ColumnProblem

    init(_ row: ResultRow, _ problem: ColumnProblem) throws {
        id = ExecutionID(rawValue: try row.int64("id"))
        fence = try row.int64("fence")
        self.problem = problem
    }

    var message: String { "this row cannot be used: \(problem)" }
}

extension SQLJobStore {
    /// Ends executions whose rows cannot be used as FAILED, each alone. The caller holds their rows: they wait, so that no worker has a lease
    /// on them, or they are its own.
    func fail(_ executions: [UnusableExecution], _ tx: Transaction, now: Timestamp) async throws {
        for execution in executions {
            try await tx.execute(
                """
                UPDATE job_executions SET status = 'FAILED', finished_at = \(now), error_message = \(execution.message)
                WHERE id = \(execution.id)
                """)
        }
        try await recordFailureAlerts(
            tx,
            executions.map { AlertFailure(id: $0.id, fence: $0.fence, status: .failed, attempt: 0, error: $0.message) }, now: now)
    }
}
