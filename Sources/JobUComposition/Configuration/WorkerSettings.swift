package import JobUWorker

/// `worker:` of worker.yaml.
package struct WorkerSettings: Sendable, Equatable {
    /// The database that holds the executions.
    package var database: String
    /// The databases handlers may use; `database` is always one of them.
    package var databases: [String]
    package var configuration = WorkerConfiguration()
    /// Handlers that run in child processes although they do not declare it.
    package var isolated: [String] = []
    package var isolation = IsolationSettings()
    /// Whether other programs of the same user may look into JobU's processes.
    package var allowsDebugger = false
    /// The handlers JobU brings itself.
    package var builtin = BuiltinSettings()

    package init(database: String, databases: [String]) {
        self.database = database
        self.databases = databases
    }
}

enum WorkerKey: String, SettingsKey {
    case database
    case databases
    case poolSize = "pool_size"
    case pollInterval = "poll_interval_seconds"
    case claimBatchSize = "claim_batch_size"
    case shutdownTimeout = "shutdown_timeout_seconds"
    case lease = "lease_seconds"
    case cancelGrace = "cancel_grace_seconds"
    case queues, builtin, isolated, isolation
    case allowsDebugger = "allow_debugger"
}

extension WorkerSettings {
    init(_ section: SettingsSection, databases names: [String]) throws(ConfigurationError) {
        let reader = try SettingsReader<WorkerKey>(section)
        let own = try reader.database(.database, among: names)
        let others = try reader.databases(.databases, among: names) ?? names
        self.init(database: own, databases: [own] + others.filter { $0 != own })
        try configuration.read(reader)
        isolated = try reader.texts(.isolated) ?? isolated
        allowsDebugger = try reader.bool(.allowsDebugger, default: allowsDebugger)
        isolation = try IsolationSettings(reader.section(.isolation))
        builtin = try BuiltinSettings(reader.section(.builtin), databases: databases, store: own)
    }
}

extension WorkerConfiguration {
    fileprivate mutating func read(_ reader: SettingsReader<WorkerKey>) throws(ConfigurationError) {
        capacity = try reader.int(.poolSize, in: 1...1000, default: capacity)
        pollInterval = try reader.seconds(
            .pollInterval, in: .milliseconds(50) ... .seconds(3600), default: pollInterval)
        claimBatchSize = try reader.int(.claimBatchSize, in: 1...1000, default: claimBatchSize)
        shutdownTimeout = try reader.seconds(
            .shutdownTimeout, in: .zero ... .seconds(86_400), default: shutdownTimeout)
        leaseDuration = try reader.seconds(.lease, in: .seconds(2) ... .seconds(3600), default: leaseDuration)
        cancelGrace = try reader.seconds(.cancelGrace, in: .milliseconds(100) ... .seconds(3600), default: cancelGrace)
        queues = try reader.texts(.queues).flatMap { $0.isEmpty ? nil : $0 }
    }
}
