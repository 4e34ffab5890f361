import Metrics

/// The metrics of a pool.
struct PoolMetrics: Sendable {
    private let size: Gauge
    private let inUse: Gauge
    private let waiting: Gauge
    private let waits: Timer
    private let timeouts: Counter
    private let opens: Counter
    private let openFailures: Counter

    /// - Parameter sessions: `all`, or `writers` and `readers` where they have pools of their own.
    init(database: String, sessions: String) {
        let dimensions = [("database", database), ("sessions", sessions)]
        size = Gauge(label: "jobu_pool_size", dimensions: dimensions)
        inUse = Gauge(label: "jobu_pool_in_use", dimensions: dimensions)
        waiting = Gauge(label: "jobu_pool_waiting", dimensions: dimensions)
        waits = Timer(label: "jobu_pool_acquire_seconds", dimensions: dimensions)
        timeouts = Counter(label: "jobu_pool_timeouts_total", dimensions: dimensions)
        opens = Counter(label: "jobu_pool_opens_total", dimensions: dimensions)
        openFailures = Counter(label: "jobu_pool_open_failures_total", dimensions: dimensions)
    }

    func note(size: Int, inUse: Int, waiting: Int) {
        self.size.record(size)
        self.inUse.record(inUse)
        self.waiting.record(waiting)
    }

    func recordOpen() { opens.increment() }
    func recordOpenFailure() { openFailures.increment() }
    func recordTimeout() { timeouts.increment() }

    func recordWait(_ duration: Duration) { waits.record(duration: duration) }
}
