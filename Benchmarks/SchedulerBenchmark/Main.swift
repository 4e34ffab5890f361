import Foundation
import JobUModel
import JobUWorker

/// Measures the scheduler in a release build:
/// `swift run -c release SchedulerBenchmark [sqlite] [postgresql] [mariadb] [drain] [latency] [engine] [burst] [isolation]
/// [history=ROWS]`.
///
/// SQLite on a new file; the others on new schemas of the servers that `script/servers` starts. It ends by itself.
@main
enum Main {
    static func main() async throws {
        // The isolated runs of a measurement.
        if let line = try ChildPipe.inherited(environment: ProcessInfo.processInfo.environment) {
            return try await IsolationBenchmark.serve(line)
        }
        let words = Set(CommandLine.arguments.dropFirst())
        let engines = BenchmarkEngine.allCases.filter { words.contains($0.rawValue) }
        let history = words.compactMap { $0.hasPrefix("history=") ? Int($0.dropFirst(8)) : nil }.first
        let wanted = words.subtracting(BenchmarkEngine.allCases.map(\.rawValue))
        func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }
        for engine in engines.isEmpty ? [.sqlite] : engines {
            if isWanted("engine") { try await EngineBenchmark.run(engine) }
            if isWanted("drain") { try await DrainBenchmark.run(engine) }
            if isWanted("latency") { try await LatencyBenchmark.run(engine) }
            if isWanted("isolation") { try await IsolationBenchmark.run(engine) }
            if isWanted("burst") { try await BurstBenchmark.run(engine) }
            if let history { try await HistoryBenchmark.run(engine, rows: history) }
        }
    }
}

/// One line of the report.
func report(_ name: String, _ value: Double, _ unit: String) {
    let text = value >= 100 ? "\(Int(value.rounded()))" : "\((value * 100).rounded() / 100)"
    print("\(name): \(text) \(unit)")
}

func median(_ values: [Double]) -> Double {
    percentile(values, 0.5)
}

func percentile(_ values: [Double], _ share: Double) -> Double {
    let sorted = values.sorted()
    return sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))]
}

/// How long `body` takes, seconds.
func seconds(_ body: () async throws -> Void) async rethrows -> Double {
    let stopwatch = Stopwatch(ContinuousClock())
    try await body()
    return stopwatch.elapsed.inSeconds
}
