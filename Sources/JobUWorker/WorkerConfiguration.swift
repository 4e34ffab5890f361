/// How a worker works.
package struct WorkerConfiguration: Sendable, Equatable {
    /// Shown in the list of workers.
    package var host = "localhost"
    package var pid: Int32 = 0
    package var version = "0"
    /// Queues it serves; nil for all.
    package var queues: [String]?
    /// Executions at the same time.
    package var capacity = 10
    /// Executions taken in one transaction.
    package var claimBatchSize = 100
    /// Longest time between two looks for executions, when nobody rings.
    package var pollInterval: Duration = .seconds(5)
    /// A worker that gives no sign of life for this long loses its executions.
    package var leaseDuration: Duration = .seconds(30)
    /// How long runs may go on after the worker was told to stop.
    package var shutdownTimeout: Duration = .seconds(30)
    /// Whether it stops by itself once nothing is due and none of its runs goes on.
    package var endsWhenIdle = false
    /// How long a handler may take to end after it was cancelled.
    package var cancelGrace: Duration = .seconds(10)

    package init() {}

    /// A third of the lease, so that two heartbeats may get lost.
    package var heartbeatInterval: Duration { leaseDuration / 3 }

    /// How long the worker itself goes on under its lease: less than `leaseDuration`, because other clocks may be ahead, and its handlers
    /// need time to end.
    var safeLeaseDuration: Duration { leaseDuration * 9 / 10 }
}
