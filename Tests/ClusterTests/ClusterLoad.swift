import JobUDatabase
import JobUModel
import JobUStore
import Synchronization

/// Asks a cluster for runs, and remembers what it was told.
final class ClusterLoad: Sendable {
    private struct State {
        var acknowledged: Set<Int64> = []
        var refused = 0
        var seenEnded: [Int64: ExecutionStatus] = [:]
        var isOver = false
    }

    private let cluster: Cluster
    private let wall = SystemWallClock()
    private let state = Mutex(State())

    init(_ cluster: Cluster) {
        self.cluster = cluster
    }

    var acknowledged: Set<Int64> { state.withLock(\.acknowledged) }
    var refused: Int { state.withLock(\.refused) }
    var seenEnded: [Int64: ExecutionStatus] { state.withLock(\.seenEnded) }

    func end() { state.withLock { $0.isOver = true } }

    /// Asks for a run every few milliseconds until `end`. What the store could not take, because it was away, counts for nothing.
    func enqueue() async throws {
        var count = 0
        while !state.withLock(\.isOver) {
            count += 1
            let now = wall.now()
            var execution = NewExecution(
                handlerName: count.isMultiple(of: 10) ? "effect_of_new_version" : "effect", scheduledTime: now, trigger: .api)
            execution.options.queue = "queue \(count % 3)"
            execution.handlerParams = count.isMultiple(of: 10) || count % 10 == 5 ? #"{"milliseconds":700,"isDeaf":true}"# : "{}"
            execution.options.retryBackoff.baseSeconds = 1
            do {
                switch try await cluster.store.enqueue(execution, now: now) {
                case .created(let id), .alreadyExists(let id): state.withLock { _ = $0.acknowledged.insert(id.rawValue) }
                }
            } catch {
                state.withLock { $0.refused += 1 }
            }
            try await ContinuousClock().sleep(for: .milliseconds(15))
        }
    }

    /// Looks now and then which runs have ended, to see later whether that stayed so.
    func watch() async throws {
        while !state.withLock(\.isOver) {
            do {
                let rows = try await cluster.database.withConnection(.readOnly) {
                    try await $0.fetchAll("SELECT id, status FROM job_executions WHERE finished_at IS NOT NULL ORDER BY id DESC LIMIT 500")
                }
                let ended = try rows.map { (try $0.int64("id"), try $0.word("status", as: ExecutionStatus.self)) }
                state.withLock { state in
                    for (id, status) in ended where state.seenEnded[id] == nil { state.seenEnded[id] = status }
                }
            } catch {
                // The database is away: that is what this test is about.
            }
            try await ContinuousClock().sleep(for: .milliseconds(500))
        }
    }

    /// Waits until nothing is unfinished.
    /// - Throws: what is unfinished, after `timeout`.
    func drained(within timeout: Duration) async throws {
        let stopwatch = Stopwatch(ContinuousClock())
        while true {
            let waiting = try await Cluster.retrying {
                try await self.cluster.database.withConnection(.readOnly) {
                    try await $0.fetchAll(
                        "SELECT status, handler_name, COUNT(*) AS runs FROM job_executions WHERE finished_at IS NULL GROUP BY status, handler_name"
                    )
                }
            }
            if waiting.isEmpty { return }
            guard stopwatch.elapsed < timeout else {
                let words = try waiting.map { "\(try $0.int("runs")) \(try $0.text("status")) \(try $0.text("handler_name"))" }
                throw NotDrained(unfinished: words)
            }
            try await ContinuousClock().sleep(for: .milliseconds(200))
        }
    }

    struct NotDrained: Error {
        var unfinished: [String]
    }
}
