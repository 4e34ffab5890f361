import JobUDatabase
import ServiceLifecycle

/// Keeps the sessions of one database in order while the process runs.
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
