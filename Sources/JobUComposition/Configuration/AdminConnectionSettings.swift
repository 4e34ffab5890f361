import JobUAdmin

enum ConnectionKey: String, SettingsKey {
    case max
    case maxPerAddress = "max_per_address"
    case idleTimeoutSeconds = "idle_timeout_seconds"
    case requestTimeoutSeconds = "request_timeout_seconds"
}

/// `admin.connections:` of admin.yaml.
extension ConnectionLimits {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<ConnectionKey>(section)
        self.init()
        total = try reader.int(.max, in: 8...60_000, default: total)
        perAddress = try reader.int(.maxPerAddress, in: 4...60_000, default: min(perAddress, total))
        guard perAddress <= total else { throw reader.place(of: .maxPerAddress).error("must be at most max, which is \(total)") }
        idleTimeout = try reader.seconds(.idleTimeoutSeconds, in: .seconds(1)...(.seconds(3_600)), default: idleTimeout)
        requestTimeout = try reader.seconds(.requestTimeoutSeconds, in: .seconds(1)...(.seconds(3_600)), default: requestTimeout)
    }
}
