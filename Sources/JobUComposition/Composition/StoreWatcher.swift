import JobUModel
import JobUStore
import Logging
import ServiceLifecycle

/// Keeps listening to what other processes write into a store, or telling them, whatever happens to it.
struct StoreWatcher: Service {
    let watch: @Sendable () async throws -> Void
    let time: TimeSource
    let logger: Logger

    func run() async throws {
        let rounds = ServiceRounds(time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            await rounds.run { try await watch() }
        }
    }
}
