/// How a worker works.
package struct WorkerConfiguration: Sendable, Equatable {
    /// Shown in the list of workers.
    package var host = "localhost"
    package var pid: Int32 = 0
    package var version = "0"
    /// Queues it serves; nil for all.
    package var queues: [String]?
    /// The capacity: executions running at the same time.
    package var capacity = 10
    /// The maximum number of executions per claim.
    package var claimBatchSize = 10
    /// The maximum time between two claims without a change signal.
    package var pollInterval: Duration = .seconds(1)
    /// The lease duration: without a heartbeat for this long, the worker's executions are rescued.
    package var leaseDuration: Duration = .seconds(30)
    /// The drain timeout.
    package var shutdownTimeout: Duration = .seconds(30)
    /// Whether the worker stops on its own when nothing is due and none of its executions is running.
    package var endsWhenIdle = false
    /// The time for a handler to stop after cancellation, before it counts as stuck.
    package var cancelGrace: Duration = .seconds(10)

    package init() {}

    /// A third of the lease, so that two heartbeats may get lost.
    package var heartbeatInterval: Duration { leaseDuration / 3 }

    /// How long the worker itself goes on under its lease: less than `leaseDuration`, because other clocks may be ahead, and its handlers
    /// need time to end.
    var safeLeaseDuration: Duration { leaseDuration * 9 / 10 }
}
