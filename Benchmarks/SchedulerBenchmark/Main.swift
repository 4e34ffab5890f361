import JobUModel

/// Measures the scheduler on the embedded store: `swift run -c release SchedulerBenchmark [drain] [latency] [engine]`.
///
/// Everything runs on a new file in a temporary folder, and ends by itself.
@main
enum Main {
    static func main() async throws {
        let wanted = Set(CommandLine.arguments.dropFirst())
        func isWanted(_ name: String) -> Bool { wanted.isEmpty || wanted.contains(name) }
        if isWanted("engine") { try await EngineBenchmark.run() }
        if isWanted("drain") { try await DrainBenchmark.run() }
        if isWanted("latency") { try await LatencyBenchmark.run() }
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
