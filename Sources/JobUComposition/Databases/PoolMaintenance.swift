import JobUDatabase
import ServiceLifecycle

/// Maintains the connections of one database while the process runs.
struct PoolMaintenance: Service {
    let database: Database

    func run() async throws {
        await cancelWhenGracefulShutdown {
            do { try await database.maintain() } catch {
                // It ends only by being cancelled.
            }
        }
    }
}
