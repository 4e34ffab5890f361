import JobUModel
import JobUStore
import Metrics

/// The metrics of a dispatcher.
struct DispatcherMetrics: Sendable {
    private let created = Counter(label: "jobu_dispatched_total", dimensions: [("result", "created")])
    private let skipped = Counter(label: "jobu_dispatched_total", dimensions: [("result", "skipped")])
    private let lag = Timer(label: "jobu_dispatch_lag_seconds")

    /// - Parameter late: how long ago the longest waiting of these crons was due.
    func note(_ result: DispatchResult, late: Duration) {
        created.increment(by: Int64(result.created))
        skipped.increment(by: Int64(result.skipped))
        lag.record(duration: late)
    }
}
