import ArgumentParser
import JobUAdmin
import JobUAlerts
import JobUComposition
import JobUModel
import JobUStore

struct AlertCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "alert", abstract: "List, test and retry alerts.",
        subcommands: [AlertListCommand.self, AlertTestCommand.self, AlertRetryCommand.self])
}

struct AlertListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List alerts, newest first.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "PENDING, DELIVERED or DEAD (failed for good).") var state: AlertDeliveryState?
    @Option(help: "The name of a webhook.") var webhook: String?
    @OptionGroup var place: ListOptions
    @Option(help: "Alerts on a page, 1 to 100.") var size = 20

    func run() async throws {
        try await LocalStore.use(common) { local in
            let filter = AlertDeliveryFilter(state: state, webhook: webhook)
            let page = try place.page(size: size, accepting: filter.accepts)
            let found = try await local.store.alertDeliveries(filter, page: page)
            if output.json { return try Terminal.say(json: ListReply(found, page: page) { AlertReply($0) }) }
            guard !found.items.isEmpty else { return Terminal.say("No alerts.") }
            var table = Table("ID", "WEBHOOK", "EVENT", "ABOUT", "STATE", "ATTEMPTS", "SINCE", "ERROR")
            for delivery in found.items {
                let message = delivery.message
                table.add(
                    "\(delivery.id)", message.webhook, message.event.rawValue, message.subject, delivery.state.rawValue,
                    "\(delivery.attempts)", "\(delivery.createdAt)", delivery.lastError ?? "")
            }
            Terminal.say(table.text)
            ListOptions.sayRest(of: found)
        }
    }
}

struct AlertTestCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "test", abstract: "Send a test alert to a webhook now, whatever events it subscribes to.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The name of a webhook of alerts.yaml.") var name: String

    func run() async throws {
        try await Terminal.run {
            let settings = try common.settings().alerts
            let configuration = try Alerting.configuration(settings)
            guard let webhook = configuration.webhooks.first(where: { $0.name == name }) else {
                let known = configuration.webhooks.map(\.name).joined(separator: ", ")
                throw StartError.failure("alerts.yaml names no webhook '\(name)'; it names \(known.isEmpty ? "none" : known)")
            }
            let time = TimeSource.system
            let sender = WebhookSender(
                transport: try Alerting.transport(settings, time: time), configuration: configuration, time: time)
            Terminal.say("Webhook '\(name)' responded \(try await status(sender, webhook))")
        }
    }

    private func status(_ sender: WebhookSender, _ webhook: Webhook) async throws -> Int {
        do {
            let status = try await sender.test(webhook)
            guard (200..<300).contains(status) else {
                throw StartError.failure("webhook '\(name)' responded \(status); it must respond 200 to 299")
            }
            return status
        } catch let error as WebhookError {
            throw StartError.failure("webhook '\(name)' cannot be reached: \(error)")
        }
    }
}

struct AlertRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send failed alerts again.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The number of a delivery.") var id: Int64?
    @Flag(help: "All that are DEAD.") var all = false

    func validate() throws {
        guard (id == nil) == all else { throw ValidationError("give the number of a delivery, or --all") }
    }

    func run() async throws {
        try await LocalStore.use(common) { local in
            guard let id else { return try await retryAll(local) }
            switch try await local.store.retryAlertDelivery(id, now: local.now) {
            case .changed: Terminal.say("Requeued delivery \(id)")
            case .notFound: throw StartError.failure("there is no delivery \(id); see: jobu alert list --state DEAD")
            case .notDead(let state): throw StartError.failure("delivery \(id) is \(state.rawValue); only DEAD deliveries can be retried")
            }
        }
    }

    private func retryAll(_ local: LocalStore) async throws {
        var count = 0
        var page = Page(size: 100)
        while true {
            let found = try await local.store.alertDeliveries(AlertDeliveryFilter(state: .dead), page: page)
            for delivery in found.items where try await local.store.retryAlertDelivery(delivery.id, now: local.now) == .changed {
                count += 1
            }
            guard let next = found.next else { break }
            page.start = .after(next)
        }
        Terminal.say("Requeued \(count) deliveries")
    }
}

extension AlertDeliveryState: ExpressibleByArgument {}
