import JobUModel
import JobUSQLite
import JobUStore
import ServiceLifecycle
import Synchronization

/// How long after it is asked for a run begins.
enum LatencyBenchmark {
    private static let count = 500

    static func run() async throws {
        let home = try await BenchmarkStore()
        try await measure("one process", asking: home.store, working: home.store, home.wakeUps, beside: [])
        // A second set of sessions on the same file hears of it only through the file, as another process does.
        let (other, database, wakeUps) = try await BenchmarkStore.open(home.path)
        let watcher = SQLiteChangeWatcher(path: home.path, database: database, wakeUps: wakeUps, clock: ContinuousClock())
        try await measure("two processes", asking: home.store, working: other, wakeUps, beside: [Watching(watcher: watcher)])
    }

    private static func measure(
        _ name: String, asking: SQLJobStore, working: SQLJobStore, _ wakeUps: WakeUps, beside services: [any Service]
    ) async throws {
        let (started, ring) = AsyncStream.makeStream(of: Duration.self)
        let stopwatch = Stopwatch(ContinuousClock())
        let latencies = Mutex<[Double]>([])
        let onCall: @Sendable () -> Void = { ring.yield(stopwatch.elapsed) }
        try await BenchmarkWorker.with(working, wakeUps, capacity: 10, onCall: onCall, beside: services) {
            var starts = started.makeAsyncIterator()
            for index in 0..<count {
                // The pause lets the worker fall asleep, as it is when a run is asked for in real life.
                try await ContinuousClock().sleep(for: .milliseconds(5))
                let now = SystemWallClock().now()
                let asked = stopwatch.elapsed
                _ = try await asking.enqueue(NewExecution(handlerName: NoOp.name, scheduledTime: now, trigger: .api), now: now)
                guard let start = await starts.next() else { return }
                // The first ones find nothing prepared yet.
                if index >= 20 { latencies.withLock { $0.append((start - asked).inSeconds * 1_000) } }
            }
        }
        let values = latencies.withLock(\.self)
        report("enqueue to start, \(name), p50", percentile(values, 0.5), "ms")
        report("enqueue to start, \(name), p99", percentile(values, 0.99), "ms")
    }
}

/// The watch over the file as a service.
private struct Watching: Service {
    let watcher: SQLiteChangeWatcher

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do { try await watcher.run() } catch { print("watch ended: \(error)") }
        }
    }
}
