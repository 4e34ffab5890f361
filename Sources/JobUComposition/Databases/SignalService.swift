import JobUModel
import JobUStore
import Logging
import ServiceLifecycle

/// Keeps one direction of change signals working between processes, whatever happens to the store: receiving, or publishing.
struct SignalService: Service {
    /// What it does, as the log names it.
    let work: String
    let watch: @Sendable (_ onWorking: @escaping @Sendable () -> Void) async throws -> Void
    let time: TimeSource
    let logger: Logger

    func run() async throws {
        let loop = RetryLoop(work, time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            await loop.run { streak in try await watch { streak.end() } }
        }
    }
}
