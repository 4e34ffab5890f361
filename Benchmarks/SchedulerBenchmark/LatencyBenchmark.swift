import JobUModel
import JobUStore
import ServiceLifecycle
import Synchronization

/// How long after it is asked for a run begins.
enum LatencyBenchmark {
    private static let count = 500

    static func run(_ engine: BenchmarkEngine) async throws {
        let fixture = try await BenchmarkStore(engine)
        try await measure("\(engine), one process", asking: fixture.store, working: fixture.store, fixture.signals, beside: [])
        // A second set of sessions hears of it only through the engine, as another process does.
        let other = fixture.secondProcess()
        try await measure("\(engine), two processes", asking: fixture.store, working: other.store, other.signals, beside: other.services)
    }

    private static func measure(
        _ name: String, asking: SQLJobStore, working: SQLJobStore, _ signals: ChangeSignals, beside services: [any Service]
    ) async throws {
        let (started, notify) = AsyncStream.makeStream(of: Duration.self)
        let stopwatch = Stopwatch(ContinuousClock())
        let latencies = Mutex<[Double]>([])
        let onCall: @Sendable () -> Void = { notify.yield(stopwatch.elapsed) }
        try await BenchmarkWorker.with(working, signals, capacity: 10, onCall: onCall, beside: services) {
            var starts = started.makeAsyncIterator()
            for index in 0..<count {
                // A hundred a second: the pause lets the worker fall asleep, as it is when a run is asked for in real life.
                try await ContinuousClock().sleep(for: .milliseconds(9))
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
