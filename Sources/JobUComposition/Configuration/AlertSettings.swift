package import JobUAlerts
package import JobUDatabase
package import JobUModel

/// `alerts:` of alerts.yaml: the webhooks and their events.
package struct AlertSettings: Sendable, Equatable {
    /// A webhook.
    package struct WebhookSettings: Sendable, Equatable {
        /// May hold a secret in its path.
        package var url: Secret
        /// Signs what is sent; nil where nothing is signed.
        package var secret: Secret?
        package var events: [AlertEvent]
        package var tags: [String] = []
        package var queues: [String] = []
        package var handlers: [String] = []
    }

    /// The events that a webhook can subscribe to.
    package static let events = AlertEvent.allCases.filter { $0 != .test }

    /// Its webhooks are made of those below.
    package var configuration = AlertConfiguration()
    /// By name.
    package var webhooks: [String: WebhookSettings] = [:]
    /// Hosts and addresses that may be called although they are not public.
    package var allowedPrivate: [String] = []

    package init() {}
}

enum AlertFileKey: String, SettingsKey { case alerts }

enum AlertKey: String, SettingsKey {
    case webhooks
    case lateAfter = "late_after_seconds"
    case attemptsMax = "max_attempts"
    case timeout = "timeout_seconds"
    case retentionDays = "retention_days"
    case allowedPrivate = "allow_private"
}

enum WebhookSettingsKey: String, SettingsKey {
    case url, secret, events, tags, queues, handlers
    case secretFile = "secret_file"
}

extension AlertSettings {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<AlertKey>(section)
        self.init()
        try configuration.read(reader)
        allowedPrivate = try reader.texts(.allowedPrivate) ?? allowedPrivate
        for (name, section) in try reader.section(.webhooks).subsections() {
            guard SettingsName.isName(name) else { throw section.place.error("a webhook's name must be \(SettingsName.rule)") }
            webhooks[name] = try WebhookSettings(section)
        }
    }
}

extension AlertConfiguration {
    fileprivate mutating func read(_ reader: SettingsReader<AlertKey>) throws(ConfigurationError) {
        lateAfter = try reader.seconds(.lateAfter, in: .seconds(1) ... .seconds(604_800), default: lateAfter)
        attemptsMax = try reader.int(.attemptsMax, in: 1...100, default: attemptsMax)
        timeout = try reader.seconds(.timeout, in: .milliseconds(100) ... .seconds(300), default: timeout)
        retention = try reader.multiple(of: .seconds(86_400), .retentionDays, in: 1...36_500, default: retention)
    }
}

extension AlertSettings.WebhookSettings {
    fileprivate init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<WebhookSettingsKey>(section)
        guard let url = try reader.value(.url, isSecret: true), !url.text.isEmpty else {
            throw reader.place(of: .url).error("is missing; write the address of the webhook")
        }
        guard ["https://", "http://"].contains(where: url.text.hasPrefix), !url.text.contains(where: \.isWhitespace) else {
            throw url.place.error("must begin with https:// or http://")
        }
        self.init(url: Secret(url.text), secret: try reader.secret(.secret, orFile: .secretFile), events: AlertSettings.events)
        if let events = try reader.values(.events) {
            self.events = []
            for event in events { self.events.append(try event.choice(of: AlertSettings.events)) }
        }
        guard !events.isEmpty else { throw reader.place(of: .events).error("must name at least one event") }
        tags = try reader.texts(.tags) ?? tags
        queues = try reader.texts(.queues) ?? queues
        handlers = try reader.texts(.handlers) ?? handlers
    }
}
