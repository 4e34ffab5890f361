import JobUDispatcher
import JobUModel

enum MaintenanceKey: String, SettingsKey {
    case retentionDays = "retention_days"
    case retentionDaysOfSuccesses = "retention_days_success"
    case retentionDaysOfFailures = "retention_days_failed"
    case retentionDaysOfLogs = "retention_days_logs"
    case pruneInterval = "prune_interval_seconds"
    case rescueInterval = "rescue_interval_seconds"
    case deathsMax = "deaths_max"
}

/// `maintenance:` of dispatcher.yaml.
extension MaintenanceConfiguration {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<MaintenanceKey>(section)
        self.init()
        if let keep = try reader.keep(.retentionDays) { (retention.keep, keepAudit) = (keep.duration, keep.duration) }
        if let keep = try reader.keep(.retentionDaysOfSuccesses) { retention.exceptions[.success] = keep }
        if let keep = try reader.keep(.retentionDaysOfFailures) {
            retention.exceptions[.failed] = keep
            retention.exceptions[.timeout] = keep
        }
        if let keep = try reader.keep(.retentionDaysOfLogs) { retention.keepLogs = keep.duration }
        pruneInterval = try reader.seconds(
            .pruneInterval, in: .seconds(1) ... .seconds(604_800), default: pruneInterval)
        rescueInterval = try reader.seconds(
            .rescueInterval, in: .milliseconds(100) ... .seconds(3600), default: rescueInterval)
        deathsMax = try reader.int(.deathsMax, in: 1...100, default: deathsMax)
    }
}

extension SettingsReader<MaintenanceKey> {
    /// Days, of which 0 stands for ever; nil where the key is not given.
    fileprivate func keep(_ key: Key) throws(ConfigurationError) -> RetentionPolicy.Keep? {
        guard has(key) else { return nil }
        let days = try int(key, in: 0...36_500, default: 0)
        return days == 0 ? .forever : .atMost(.seconds(86_400 * days))
    }
}

extension RetentionPolicy.Keep {
    /// Nil for ever.
    fileprivate var duration: Duration? {
        switch self {
        case .forever: nil
        case .atMost(let duration): duration
        }
    }
}
