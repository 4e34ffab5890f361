/// `isolation:` of worker.yaml: the processes in which isolated handlers run.
package struct IsolationSettings: Sendable, Equatable {
    /// Processes kept ready beyond those that are busy.
    package var spare = 2
    /// The executions after which a process is replaced.
    package var executionsPerProcess = 1_000
    /// The memory limit in MiB for handlers that declare none; nil for no limit.
    package var memoryLimit: Int?
    /// The memory in MiB at which a process is replaced after an execution.
    package var recycleMemory = 256
    /// How long an idle process beyond `spare` is kept.
    package var idle: Duration = .seconds(60)
    /// Between SIGTERM and SIGKILL.
    package var killGrace: Duration = .seconds(2)

    package init() {}
}

enum IsolationKey: String, SettingsKey {
    case spare
    case executionsPerProcess = "runs_per_process"
    case memoryLimit = "memory_limit_mb"
    case recycleMemory = "recycle_memory_mb"
    case idle = "idle_seconds"
    case killGrace = "kill_grace_seconds"
}

extension IsolationSettings {
    /// 1 TiB.
    private static let memoryMax = 1 << 20

    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<IsolationKey>(section)
        self.init()
        spare = try reader.int(.spare, in: 0...1000, default: spare)
        executionsPerProcess = try reader.int(.executionsPerProcess, in: 1...1_000_000, default: executionsPerProcess)
        if reader.has(.memoryLimit) { memoryLimit = try reader.int(.memoryLimit, in: 1...Self.memoryMax, default: Self.memoryMax) }
        recycleMemory = try reader.int(.recycleMemory, in: 1...Self.memoryMax, default: recycleMemory)
        idle = try reader.seconds(.idle, in: .seconds(1) ... .seconds(86_400), default: idle)
        killGrace = try reader.seconds(.killGrace, in: .zero ... .seconds(300), default: killGrace)
    }
}
