import JobUDatabase
import JobUModel
import JobUStore
import Logging
import Metrics
import ServiceLifecycle

/// Follows the clock of a store on a server, and says when this machine's own is far from it.
struct ClockSkewMonitor: Service {
    private static let interval = Duration.seconds(10)

    let clock: StoreClock
    let database: Database
    let skewMax: Duration
    let time: TimeSource
    let logger: Logger

    func run() async throws {
        let loop = RetryLoop("Clock check", time: time, logger: logger)
        let gauge = Gauge(label: "jobu_clock_skew_seconds", dimensions: [("database", database.name)])
        await cancelWhenGracefulShutdown {
            await loop.run { _ in
                try await time.clock.sleep(for: Self.interval)
                let skew = try await clock.look(at: database)
                gauge.record(skew.inSeconds)
                if skew > skewMax || skew < .zero - skewMax {
                    logger.error(
                        "Clock skew too large", metadata: ["database": "\(database.name)", LogKeys.seconds: "\(skew.inSeconds)"])
                }
            }
        }
    }

    /// What is wrong, and what to do.
    static func words(_ skew: Duration, _ database: String) -> String {
        let seconds = (abs(skew.inSeconds) * 10).rounded() / 10
        return "clock skew too large: this machine is \(seconds) s \(skew > .zero ? "ahead of" : "behind") database '\(database)'; "
            + "synchronize the clock with NTP (limit: options.max_clock_skew_seconds in database.yaml)"
    }
}
