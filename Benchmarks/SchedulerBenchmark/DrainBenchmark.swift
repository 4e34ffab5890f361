import JobUModel
import JobUStore
import Synchronization

/// How fast a worker works off runs that wait: claim, call, finish, durably.
enum DrainBenchmark {
    private static let count = 100_000

    static func run() async throws {
        var rates: [Double] = []
        for _ in 0..<3 {
            let home = try await BenchmarkStore()
            try await home.fill(count)
            let (done, ring) = AsyncStream.makeStream(of: Void.self)
            let calls = Atomic<Int>(0)
            let onCall: @Sendable () -> Void = {
                if calls.add(1, ordering: .relaxed).newValue == count { ring.finish() }
            }
            let taken = try await seconds {
                try await BenchmarkWorker.with(home.store, home.wakeUps, capacity: 2_000, onCall: onCall) {
                    for await _ in done {}
                }
            }
            // The worker has drained: every result is committed.
            let finished = try await home.store.countsByStatus()[.success, default: 0]
            precondition(finished == count, "only \(finished) runs were finished")
            rates.append(Double(count) / taken)
        }
        report("drain, \(count) runs, one worker, synchronous=NORMAL, median of 3", median(rates), "runs/s")
    }
}
