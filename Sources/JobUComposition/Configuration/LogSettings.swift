/// `log:` of log.yaml.
package struct LogSettings: Sendable, Equatable {
    /// The least important lines that are written, in the words of swift-log.
    package enum Level: String, Sendable, CaseIterable {
        case trace, debug, info, notice, warning, error, critical
    }

    package enum Format: String, Sendable, CaseIterable {
        /// For people.
        case text
        /// One JSON object per line, for programs.
        case json
    }

    package var level = Level.info
    package var format = Format.text

    package init() {}
}

enum LogKey: String, SettingsKey {
    case level, format
}

extension LogSettings {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<LogKey>(section)
        self.init()
        level = try reader.choice(.level, default: level)
        format = try reader.choice(.format, default: format)
    }
}
