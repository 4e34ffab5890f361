package import JobUAlerts
import JobUDatabase
import JobUHTTP
package import JobUModel
import JobUStore

/// Creates the alert configuration from the settings.
package enum Alerting {
    /// - Throws: `StartError` for a secret that can be guessed, or a name that no address can have.
    package static func configuration(_ settings: AlertSettings) throws -> AlertConfiguration {
        var configuration = settings.configuration
        configuration.webhooks = try settings.webhooks.sorted { $0.key < $1.key }.map { try webhook($0.key, $0.value) }
        return configuration
    }

    private static func webhook(_ name: String, _ settings: AlertSettings.WebhookSettings) throws -> Webhook {
        let place = "alerts.yaml: alerts.webhooks.\(name)"
        do {
            _ = try OutboundURL(settings.url.reveal())
        } catch {
            throw StartError.configuration("\(place).url: \(error)")
        }
        let key = try settings.secret.map { secret in
            guard let key = WebhookKey(secret.reveal()) else {
                throw StartError.configuration(
                    "\(place).secret: must have at least \(WebhookKey.bytesMin) bytes, as 'whsec_' and base64 or as any other text")
            }
            return key
        }
        var webhook = Webhook(
            name: name, url: settings.url.reveal(), key: key,
            events: Set(settings.events))
        webhook.tags = Set(settings.tags)
        webhook.queues = Set(settings.queues)
        webhook.handlers = Set(settings.handlers)
        return webhook
    }

    /// What carries the messages.
    /// - Throws: `StartError` for an entry of `allow_private` that is no host and no address.
    package static func transport(_ settings: AlertSettings, time: TimeSource) throws -> HTTPWebhookTransport {
        let exceptions = try settings.allowedPrivate.map { text in
            guard let allowance = OutboundAllowance(text) else {
                throw StartError.configuration(
                    "alerts.yaml: alerts.allow_private: '\(text)' is not \(OutboundAllowance.forms)")
            }
            return allowance
        }
        return HTTPWebhookTransport(OutboundClient(policy: OutboundPolicy(exceptions: exceptions), clock: time.clock))
    }
}
