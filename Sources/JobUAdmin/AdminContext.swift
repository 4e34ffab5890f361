import JobUModel
import JobUStore

/// What routes and pages work with.
struct AdminContext: Sendable {
    let store: any AdminStore
    let accounts: AccountDesk
    let transactions: any TransactionDesk
    let editor: CronJobEditor
    let wakeUps: WakeUps
    let time: TimeSource
    let configuration: AdminConfiguration
    /// Whether the store answers; `/ready` asks it.
    let isReady: @Sendable () async -> Bool
    /// What this process counted, as Prometheus reads it.
    let metrics: @Sendable () -> String

    var now: Timestamp { time.wall.now() }

    /// Workers whose lease holds.
    func liveWorkers() async throws -> [WorkerRecord] {
        try await store.liveWorkers(now: now)
    }

    /// Names of the handlers that live workers know, with how many know each.
    func liveHandlers() async throws -> [String: Int] {
        try await store.liveHandlers(now: now)
    }
}
