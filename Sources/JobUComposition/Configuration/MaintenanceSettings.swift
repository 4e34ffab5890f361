/// `maintenance:` of dispatcher.yaml: what is tidied up, and how often.
package struct MaintenanceSettings: Sendable, Equatable {
    /// Days that ended executions, their logs and the audit log are kept; 0 keeps them for ever.
    package var retentionDays = 30
    /// The retention for some final states; nil for `retentionDays`.
    package var retentionDaysOfSuccesses: Int?
    package var retentionDaysOfFailures: Int?
    /// Days that the lines of ended executions are kept; nil for as long as the executions.
    package var retentionDaysOfLogs: Int?
    package var pruneInterval: Duration = .seconds(3600)
    /// The time between two rescues of expired workers' executions.
    package var rescueInterval: Duration = .seconds(10)
    /// The number of workers that may die with an execution before it fails as poison.
    package var deathsMax = 3

    package init() {}
}

enum MaintenanceKey: String, SettingsKey {
    case retentionDays = "retention_days"
    case retentionDaysOfSuccesses = "retention_days_success"
    case retentionDaysOfFailures = "retention_days_failed"
    case retentionDaysOfLogs = "retention_days_logs"
    case pruneInterval = "prune_interval_seconds"
    case rescueInterval = "rescue_interval_seconds"
    case deathsMax = "deaths_max"
}

extension MaintenanceSettings {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<MaintenanceKey>(section)
        self.init()
        retentionDays = try reader.int(.retentionDays, in: 0...36_500, default: retentionDays)
        if reader.has(.retentionDaysOfSuccesses) {
            retentionDaysOfSuccesses = try reader.int(.retentionDaysOfSuccesses, in: 0...36_500, default: retentionDays)
        }
        if reader.has(.retentionDaysOfFailures) {
            retentionDaysOfFailures = try reader.int(.retentionDaysOfFailures, in: 0...36_500, default: retentionDays)
        }
        if reader.has(.retentionDaysOfLogs) {
            retentionDaysOfLogs = try reader.int(.retentionDaysOfLogs, in: 0...36_500, default: retentionDays)
        }
        pruneInterval = try reader.seconds(
            .pruneInterval, in: .seconds(1) ... .seconds(604_800), default: pruneInterval)
        rescueInterval = try reader.seconds(
            .rescueInterval, in: .milliseconds(100) ... .seconds(3600), default: rescueInterval)
        deathsMax = try reader.int(.deathsMax, in: 1...100, default: deathsMax)
    }
}
