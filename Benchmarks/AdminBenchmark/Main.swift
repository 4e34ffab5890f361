import Foundation
import JobUModel

/// Measures the admin in a release build, over HTTP, with a long history:
/// `swift build -c release && .build/release/AdminBenchmark [sqlite] [postgresql] [mariadb] [lists] [events] [rows=COUNT]`.
///
/// It starts the `jobu` that lies beside it, on a new file or on the servers that `script/servers` starts, and ends by itself.
@main
enum Main {
    static func main() async throws {
        let words = Set(CommandLine.arguments.dropFirst())
        let rows = words.compactMap { $0.hasPrefix("rows=") ? Int($0.dropFirst(5)) : nil }.first ?? 1_000_000
        let engines = AdminPlace.Engine.allCases.filter { words.contains($0.rawValue) }
        let parts = words.intersection(["lists", "events"])
        for engine in engines.isEmpty ? [.sqlite] : engines {
            let place = try await AdminPlace(engine)
            try await place.fill(rows)
            try await place.whileServing { server in
                if parts.isEmpty || parts.contains("lists") { try await ListBenchmark.run(engine, server, rows: rows) }
                if parts.isEmpty || parts.contains("events") { try await EventBenchmark.run(engine, server) }
            }
            try await place.close()
        }
    }
}

/// One line of the report.
func report(_ name: String, _ values: [Double], _ unit: String = "ms") {
    let sorted = values.sorted()
    func at(_ share: Double) -> Double {
        (sorted[min(sorted.count - 1, Int(Double(sorted.count) * share))] * 100).rounded() / 100
    }
    print("\(name): p50 \(at(0.5)) \(unit), p99 \(at(0.99)) \(unit)")
    // A pipe would keep it to itself until the end.
    fflush(nil)
}

/// How long `body` takes, milliseconds.
func milliseconds(_ body: () async throws -> Void) async rethrows -> Double {
    let stopwatch = Stopwatch(ContinuousClock())
    try await body()
    return stopwatch.elapsed.inSeconds * 1_000
}
