import Metrics

/// The metrics of a process that enqueues executions. Dispatchers count what they create.
enum EnqueueMetrics {
    private static let created = Counter(label: "jobu_enqueued_total", dimensions: [("result", "created")])
    private static let known = Counter(label: "jobu_enqueued_total", dimensions: [("result", "known")])

    static func note(created count: Int, of asked: Int) {
        if count > 0 { created.increment(by: Int64(count)) }
        if count < asked { known.increment(by: Int64(asked - count)) }
    }

    static func note(_ result: EnqueueResult) -> EnqueueResult {
        if case .created = result { note(created: 1, of: 1) } else { note(created: 0, of: 1) }
        return result
    }
}
