/// `dispatcher:` of dispatcher.yaml.
package struct DispatcherSettings: Sendable, Equatable {
    /// The database that holds the schedules.
    package var database: String
    /// The safety net: schedules wake the dispatcher by themselves.
    package var pollInterval: Duration = .seconds(5)
    /// The longest sleep, however far away the next schedule is.
    package var sleepMax: Duration = .seconds(60)
    /// The shortest allowed interval of schedules.
    package var minCronInterval: Duration = .seconds(60)
    /// Schedules looked at in one turn.
    package var batchSize = 500

    package init(database: String) {
        self.database = database
    }
}

enum DispatcherKey: String, SettingsKey {
    case database
    case pollInterval = "poll_interval_seconds"
    case sleepMax = "max_sleep_seconds"
    case minCronInterval = "min_cron_interval_seconds"
    case batchSize = "batch_size"
}

extension DispatcherSettings {
    init(_ section: SettingsSection, databases: [String]) throws(ConfigurationError) {
        let reader = try SettingsReader<DispatcherKey>(section)
        self.init(database: try reader.database(.database, among: databases))
        pollInterval = try reader.seconds(
            .pollInterval, in: .milliseconds(100) ... .seconds(3600), default: pollInterval)
        sleepMax = try reader.seconds(.sleepMax, in: .seconds(1) ... .seconds(86_400), default: sleepMax)
        minCronInterval = try reader.seconds(
            .minCronInterval, in: .seconds(1) ... .seconds(86_400), default: minCronInterval)
        batchSize = try reader.int(.batchSize, in: 1...10_000, default: batchSize)
    }
}
