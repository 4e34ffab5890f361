package import JobUDispatcher

/// `dispatcher:` of dispatcher.yaml.
package struct DispatcherSettings: Sendable, Equatable {
    /// The database that holds the schedules.
    package var database: String
    package var configuration = DispatcherConfiguration()
    /// The shortest allowed interval of schedules.
    package var minCronInterval: Duration = .seconds(60)

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
        try configuration.read(reader)
        minCronInterval = try reader.seconds(
            .minCronInterval, in: .seconds(1) ... .seconds(86_400), default: minCronInterval)
    }
}

extension DispatcherConfiguration {
    fileprivate mutating func read(_ reader: SettingsReader<DispatcherKey>) throws(ConfigurationError) {
        pollInterval = try reader.seconds(
            .pollInterval, in: .milliseconds(100) ... .seconds(3600), default: pollInterval)
        sleepMax = try reader.seconds(.sleepMax, in: .seconds(1) ... .seconds(86_400), default: sleepMax)
        batchSize = try reader.int(.batchSize, in: 1...10_000, default: batchSize)
    }
}
