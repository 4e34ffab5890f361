package import JobUDatabase
package import JobUModel

/// The dialect seam: the operations whose statements differ between engines. Each runs inside the caller's transaction.
package protocol JobSQL: Sendable {
    /// Reads due crons under lock, in the order they are due.
    func dueCronJobs(_ tx: Transaction, now: Timestamp, limit: Int) async throws -> [DueCronJob]
    /// Inserts executions; one whose instant or live unique key exists already is left out. Returns how many rows each wrote.
    func insert(_ tx: Transaction, _ executions: [NewExecution], now: Timestamp) async throws -> [Int]
    /// Inserts one execution and returns its id, or nil when it exists already.
    func insertOne(_ tx: Transaction, _ execution: NewExecution, now: Timestamp) async throws -> ExecutionID?
    /// Names of the queues in which something waits.
    func waitingQueues(_ tx: Transaction) async throws -> [String]
    /// Makes due executions of one queue the worker's.
    func claim(_ tx: Transaction, _ request: ClaimRequest, queue: String, limit: Int) async throws -> [ClaimedExecution]
    /// Ends attempts whose lease holds. Returns how many rows each changed: 0 means the lease is lost.
    func finish(_ tx: Transaction, _ requests: [FinishRequest], now: Timestamp) async throws -> [Int]
}
