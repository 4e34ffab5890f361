import JobUModel
import JobUSQLite
import JobUStore
import Logging
import ServiceLifecycle

/// Keeps the watch over a store's file, whatever happens to it.
struct StoreWatcher: Service {
    let watcher: SQLiteChangeWatcher
    let time: TimeSource
    let logger: Logger

    func run() async throws {
        let rounds = ServiceRounds(time: time, logger: logger)
        await cancelWhenGracefulShutdown {
            await rounds.run { try await watcher.run() }
        }
    }
}
