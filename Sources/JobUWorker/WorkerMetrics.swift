import JobUModel
import JobUStore
import Metrics

/// The metrics of a worker.
struct WorkerMetrics: Sendable {
    private let claimed = Counter(label: "jobu_claimed_total")
    private let startLag = Timer(label: "jobu_start_lag_seconds")
    private let leasesLost = Counter(label: "jobu_lease_lost_total")
    private let dropped = Counter(label: "jobu_results_dropped_total")

    /// Records a claim and its delay after the due time.
    func recordClaim(_ execution: ClaimedExecution) {
        claimed.increment()
        startLag.record(duration: max(.zero, execution.startedAt - execution.runAt))
    }

    /// An attempt has ended and is stored.
    func recordFinish(_ execution: ClaimedExecution, _ status: ExecutionStatus, now: Timestamp) {
        let handler = ("handler", execution.handlerName)
        Counter(label: "jobu_finished_total", dimensions: [handler, ("status", status.rawValue)]).increment()
        Timer(label: "jobu_run_seconds", dimensions: [handler]).record(duration: max(.zero, now - execution.startedAt))
    }

    func recordLeaseLost() { leasesLost.increment() }

    /// A result came after the lease was lost.
    func recordDroppedResult() { dropped.increment() }
}
