/// How a worker works.
package struct WorkerConfiguration: Sendable, Equatable {
    /// Shown in the list of workers.
    package var host = "localhost"
    package var pid: Int32 = 0
    package var version = "0"
    /// Queues it serves; nil for all.
    package var queues: [String]?
    /// Runs at the same time.
    package var capacity = 10
    /// Runs taken in one transaction.
    package var claimBatchSize = 10
    /// Longest time between two looks for runs, when nobody rings.
    package var pollInterval: Duration = .seconds(1)
    /// A worker that gives no sign of life for this long loses its runs.
    package var leaseDuration: Duration = .seconds(30)
    /// How long runs may go on after the worker was told to stop.
    package var shutdownTimeout: Duration = .seconds(30)
    /// Whether it stops by itself once nothing is due and none of its runs goes on.
    package var endsWhenIdle = false
    /// How long a handler may take to end after it was cancelled.
    package var cancelGrace: Duration = .seconds(10)

    package init() {}

    /// Three signs of life fit into a lease, so that two may get lost.
    package var heartbeatInterval: Duration { leaseDuration / 3 }

    /// How long it trusts a lease itself: less than others do, whose clocks may be ahead, so that its handlers have ended by then.
    var holdDuration: Duration { leaseDuration * 9 / 10 }
}
