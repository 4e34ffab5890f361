import JobUModel
import JobUStore
import Synchronization

/// How fast a worker works off runs that wait: claim, call, finish, durably.
enum DrainBenchmark {
    private static let count = 100_000

    static func run(_ engine: BenchmarkEngine) async throws {
        var rates: [Double] = []
        var ratios: [Double] = []
        for _ in 0..<3 {
            let fixture = try await BenchmarkStore(engine)
            try await fixture.fill(count)
            let (done, notify) = AsyncStream.makeStream(of: Void.self)
            let calls = Atomic<Int>(0)
            let onCall: @Sendable () -> Void = {
                if calls.add(1, ordering: .relaxed).newValue == count { notify.finish() }
            }
            let taken = try await seconds {
                try await BenchmarkWorker.with(fixture.store, fixture.signals, capacity: 2_000, onCall: onCall) {
                    for await _ in done {}
                }
            }
            // The worker has drained: every result is committed.
            let finished = try await fixture.finished()
            precondition(finished == count, "only \(finished) runs were finished")
            rates.append(Double(count) / taken)
            // A table as new as the other was.
            let other = try await BenchmarkStore(engine)
            try await other.fill(count)
            let inC = other.drainInC(1_000)
            precondition(inC > 0, "the C loop failed")
            ratios.append(inC / taken)
            report("\(engine), a C loop with one connection", Double(count) / inC, "runs/s")
        }
        report("\(engine), drain of \(count) runs by one worker, median of 3", median(rates), "runs/s")
        report("\(engine), drain in proportion to the C loop, median of 3", median(ratios), "")
    }
}
