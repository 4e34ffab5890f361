import JobUDatabase

enum PoolKey: String, SettingsKey {
    case min, max
    case acquireTimeout = "acquire_timeout_seconds"
    case idle = "idle_seconds"
    case commandTimeout = "command_timeout"

    static var otherSpellings: [String: PoolKey] {
        [
            "min_size": .min, "minsize": .min,
            "pool_size": .max, "max_size": .max, "maxsize": .max,
            "pool_timeout": .acquireTimeout,
            "max_idle_time": .idle, "max_inactive_connection_lifetime": .idle, "pool_recycle": .idle,
        ]
    }
}

extension PoolConfiguration {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<PoolKey>(section)
        self.init()
        min = try reader.int(.min, in: 0...1000, default: min)
        max = try reader.int(.max, in: 1...1000, default: Swift.max(min, max))
        guard min <= max else { throw reader.place(of: .min).error("is \(min), more than the \(max) of 'max'") }
        acquireTimeout = try reader.seconds(
            .acquireTimeout, in: .milliseconds(100) ... .seconds(3600), default: acquireTimeout)
        idle = try reader.seconds(.idle, in: .seconds(1) ... .seconds(86_400), default: idle)
        reader.warnWithoutEffect(.commandTimeout, because: "use 'options.statement_timeout_seconds'")
    }
}
