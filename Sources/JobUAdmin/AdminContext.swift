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
    func options(of handler: JSONValue?) -> ExecutionOptions {
        guard case .string(let name) = handler else { return ExecutionOptions() }
        return configuration.handlerOptions[name] ?? ExecutionOptions()
    }

    /// A new cron of a handler, as yet without name and schedule.
    func newDefinition(handler: JSONValue?) -> CronJobDefinition {
        var definition = CronJobDefinition(name: "", cronExpression: "", handlerName: "")
        definition.options = options(of: handler)
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
