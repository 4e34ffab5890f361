import ArgumentParser
import Foundation
import JobUComposition
import JobUModel
import JobUStore

/// The store a command works on: the one the admin would use.
struct LocalStore: Sendable {
    let store: SQLJobStore
    let editor: CronJobEditor
    let time: TimeSource

    var now: Timestamp { time.wall.now() }

    /// Opens the store, does the work, closes it.
    static func use(_ options: CommonOptions, _ body: (LocalStore) async throws -> Void) async throws {
        try await Terminal.run {
            let settings = try options.settings()
            let time = TimeSource.system
            let databases = try OpenDatabases(settings)
            let openStore = try await databases.store(settings.admin.database, time: time)
            do {
                let local = LocalStore(
                    store: openStore.store, editor: settings.editor(openStore.store, openStore.time), time: openStore.time)
                try await AuditActor.$current.withValue(.commandLine(openStore.time.wall)) { try await body(local) }
                try await openStore.publisher?.flush()
            } catch {
                try await databases.close()
                throw error
            }
            try await databases.close()
        }
    }

    /// Warnings about a handler that no live worker has; it is accepted, because a deployment may add it.
    func warnings(about handler: String) async throws -> [String] {
        try await store.warnings(about: handler, now: now)
    }

    /// Finds a cron by its number or name.
    /// - Throws: `StartError` when there is none.
    func cronJob(_ reference: String) async throws -> CronJob {
        if let number = Int64(reference), let cron = try await store.cronJob(CronJobID(rawValue: number)) { return cron }
        if let cron = try await store.cronJob(named: reference) { return cron }
        throw StartError.failure("there is no cron '\(reference)'; see: jobu cron list")
    }
}

extension AuditActor {
    /// Whoever types a command: who may write into the store's database may do anything, and the log says who did.
    static func commandLine(_ wall: any WallClock) -> AuditActor {
        let process = ProcessInfo.processInfo
        let user = process.userName.isEmpty ? "uid \(getuid())" : process.userName
        let behind = process.environment["SUDO_USER"].map { " (sudo by \($0))" } ?? ""
        return AuditActor(.cli, name: user + behind, address: nil, wall: wall)
    }
}
