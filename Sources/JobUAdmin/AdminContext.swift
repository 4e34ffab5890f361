import JobUDatabase
import JobUModel
import JobUStore

/// What routes and pages work with.
struct AdminContext: Sendable {
    let store: any AdminStore
    let accounts: Authenticator
    /// Nil in a process that knows no other database than its store.
    let transactions: (any TransactionOperations)?
    let editor: CronJobEditor
    let signals: ChangeSignals
    let time: TimeSource
    let configuration: AdminConfiguration
    /// What is wrong with the store; `/ready` asks it.
    let storeFault: @Sendable () async -> StoreFault?
    /// What this process counted, as Prometheus reads it.
    let metrics: @Sendable () -> String

    var now: Timestamp { time.wall.now() }

    /// What a new cron or run of a handler begins with, before the wishes of whoever asks for it.
    /// - Parameter handler: the name as it was sent, whatever it is.
    func newDefinition(name: String = "", cronExpression: String = "", handler: JSONValue?) -> CronJobDefinition {
        var definition = CronJobDefinition(name: name, cronExpression: cronExpression, handlerName: "")
        if case .string(let name) = handler, let defaults = configuration.handlerDefaults[name] { definition.apply(defaults) }
        return definition
    }

    /// Workers whose lease holds.
    func liveWorkers() async throws -> [WorkerRecord] {
        try await store.liveWorkers(now: now)
    }

    /// Names of the handlers that live workers know, with how many know each.
    func liveHandlers() async throws -> [String: Int] {
        try await store.liveHandlers(now: now)
    }
}
