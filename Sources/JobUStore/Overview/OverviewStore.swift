package import JobUModel

/// What pages show of many executions at once. No answer costs more with a longer history.
package protocol OverviewStore: Sendable {
    /// What ended in `span`, by slots of time, as far as it is among the newest executions.
    func activity(_ span: TimeSlots, newest: Int) async throws -> Activity
    /// The latest executions of each of these crons, oldest first. A cron that never ran has none.
    func latestExecutions(of crons: [CronJobID], limit: Int) async throws -> [CronJobID: [ExecutionMark]]
    /// A cron's executions whose instants lie in a span, by slots of time.
    func executionCounts(of cron: CronJobID, _ span: TimeSlots) async throws -> [ExecutionCount]
    /// A cron's executions from one instant to before another, latest first, up to `limit`.
    func executions(of cron: CronJobID, from: Timestamp, to: Timestamp, limit: Int) async throws -> [Execution]
    /// Crons in the order in which they are due.
    func soonestCronJobs(limit: Int) async throws -> [CronJob]
    /// The last lines of a log before a sequence, in their order.
    func logs(of id: ExecutionID, beforeSequence: Int64, limit: Int) async throws -> [ExecutionLogLine]
    /// Queues in which something waits or runs, by name, up to `limit`.
    func queueLoads(limit: Int) async throws -> [QueueLoad]
}

/// What ended in a span of time.
package struct Activity: Sendable, Equatable {
    package var span: TimeSlots
    /// One for each slot.
    package var slots: [ActivitySlot]
    /// What ended before this may be missing, for more has run since than was looked at; nil where everything is counted.
    package var completeSince: Timestamp?
}

package struct ActivitySlot: Sendable, Equatable {
    package var succeeded = 0
    /// FAILED and TIMEOUT.
    package var failed = 0
    /// CANCELLED and SKIPPED.
    package var other = 0
    /// How long the last attempts took, of those that ended here; nil where none ran.
    package var medianDuration: Duration?
    package var p95Duration: Duration?
    /// How late 95 of 100 began at most, after they were due.
    package var p95Delay: Duration?

    package init() {}

    package var total: Int { succeeded + failed + other }
}

/// An execution as a mark in a row of marks.
package struct ExecutionMark: Sendable, Equatable {
    package var id: ExecutionID
    package var status: ExecutionStatus
    package var scheduledTime: Timestamp
    package var startedAt: Timestamp?
    package var finishedAt: Timestamp?
}

/// Executions of one state whose instants lie in one slot.
package struct ExecutionCount: Sendable, Equatable {
    package var slot: Int
    package var status: ExecutionStatus
    package var count: Int
    /// Of those, how many began more than a minute after their instants.
    package var late: Int

    package init(slot: Int, status: ExecutionStatus, count: Int, late: Int) {
        self.slot = slot
        self.status = status
        self.count = count
        self.late = late
    }
}

/// What waits and runs in a queue.
package struct QueueLoad: Sendable, Equatable {
    package var name: String
    /// Counted up to `PageOf.countedMax`.
    package var waiting: Int
    package var running: Int
    /// When the first in line may begin, or might have.
    package var nextRunAt: Timestamp?

    package init(name: String, waiting: Int = 0, running: Int = 0, nextRunAt: Timestamp? = nil) {
        self.name = name
        self.waiting = waiting
        self.running = running
        self.nextRunAt = nextRunAt
    }
}
