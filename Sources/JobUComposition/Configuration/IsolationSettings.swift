package import JobUWorker

/// `isolation:` of worker.yaml: the processes in which isolated handlers run.
package struct IsolationSettings: Sendable, Equatable {
    package var configuration = ChildPoolConfiguration()
    /// The memory limit in bytes for handlers that declare none; nil for no limit.
    package var memoryLimit: Int?

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
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<IsolationKey>(section)
        self.init()
        try configuration.read(reader)
        if reader.has(.memoryLimit) { memoryLimit = try reader.mebibytes(.memoryLimit, default: 0) }
    }
}

extension ChildPoolConfiguration {
    fileprivate mutating func read(_ reader: SettingsReader<IsolationKey>) throws(ConfigurationError) {
        spare = try reader.int(.spare, in: 0...1000, default: spare)
        executionsMax = try reader.int(.executionsPerProcess, in: 1...1_000_000, default: executionsMax)
        memoryMax = try reader.mebibytes(.recycleMemory, default: memoryMax)
        idle = try reader.seconds(.idle, in: .seconds(1) ... .seconds(86_400), default: idle)
        killGrace = try reader.seconds(.killGrace, in: .zero ... .seconds(300), default: killGrace)
    }
}

extension SettingsReader<IsolationKey> {
    /// 1 TiB.
    private static var mebibytesMax: Int { 1 << 20 }

    /// Bytes, given in MiB.
    fileprivate func mebibytes(_ key: Key, default fallback: Int) throws(ConfigurationError) -> Int {
        guard has(key) else { return fallback }
        return try int(key, in: 1...Self.mebibytesMax, default: 0) << 20
    }
}
