import JobUModel
import JobUStore
import Metrics

/// The metrics of a dispatcher.
struct DispatcherMetrics: Sendable {
    private let created = Counter(label: "jobu_dispatched_total", dimensions: [("result", "created")])
    private let skipped = Counter(label: "jobu_dispatched_total", dimensions: [("result", "skipped")])
    private let lag = Timer(label: "jobu_dispatch_lag_seconds")

    /// Records a dispatch.
    /// - Parameter late: how long ago the earliest of these crons was due.
    func record(_ result: DispatchResult, late: Duration) {
        created.increment(by: Int64(result.created))
        skipped.increment(by: Int64(result.skipped))
        lag.record(duration: late)
    }
}
