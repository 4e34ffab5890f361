import ArgumentParser
import JobUAdmin
import JobUCron
import JobUModel
import JobUStore

struct CronListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List crons.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Option(help: "Part of a name or description.") var q: String?
    @Option(help: "Only crons with this tag.") var tag: String?
    @Option(help: "Sort order.") var sort = CronJobSort.name
    @OptionGroup var place: ListOptions
    @Option(help: "Crons on a page, 1 to 100.") var size = 100

    func run() async throws {
        try await LocalStore.use(common) { local in
            let filter = CronJobFilter(search: q, tag: tag)
            let page = try place.page(size: size, accepting: sort.accepts)
            let found = try await local.store.cronJobs(filter, sort: sort, page: page)
            let now = local.now
            if output.json {
                return try Terminal.say(
                    json: ListReply(found, page: page) { CronJobReply($0, now: now) })
            }
            guard !found.items.isEmpty else {
                return Terminal.say("No crons. Create one: jobu cron create first --cron '* * * * *' --handler sample")
            }
            Terminal.say(Self.table(found.items, now: now).text)
            for cron in found.items {
                guard let fault = ScheduleFault(of: cron, now: now) else { continue }
                Terminal.complain("warning: cron \(cron.id) '\(cron.definition.name)': \(fault.text(in: .english))")
            }
            ListOptions.sayRest(of: found)
        }
    }

    private static func table(_ crons: [CronJob], now: Timestamp) -> Table {
        var table = Table("ID", "NAME", "CRON", "ZONE", "HANDLER", "STATE", "NEXT RUN")
        for cron in crons {
            let definition = cron.definition
            table.add(
                "\(cron.id)", definition.name, definition.cronExpression, definition.timeZone, definition.handlerName,
                CronReport.state(cron, now: now), cron.nextRunAt?.description ?? "-")
        }
        return table
    }
}

struct CronShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show one cron.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Its number or name.") var cron: String

    func run() async throws {
        try await LocalStore.use(common) { local in
            try CronReport.say(try await local.cronJob(cron), output, now: local.now)
        }
    }
}

/// How a command answers with a cron.
enum CronReport {
    static func say(_ cron: CronJob, _ output: OutputOptions, done: String? = nil, warnings: [String] = [], now: Timestamp) throws {
        if output.json { return try Terminal.say(json: CronJobReply(cron, warnings: warnings, now: now)) }
        let fault = ScheduleFault(of: cron, now: now).map { $0.text(in: .english) }
        for warning in warnings + (fault.map { [$0] } ?? []) { Terminal.complain("warning: \(warning)") }
        if let done { Terminal.say("\(done) cron \(cron.id) '\(cron.definition.name)'") }
        let definition = cron.definition
        for (name, value) in [
            ("name", definition.name), ("description", definition.description), ("cron", definition.cronExpression),
            ("time zone", definition.timeZone), ("handler", definition.handlerName), ("params", definition.handlerParams),
            ("state", state(cron, now: now) + (definition.isEnabled ? "" : definition.pauseReason.map { ": \($0)" } ?? "")),
            ("overlap", definition.overlapPolicy.rawValue), ("misfire", definition.misfirePolicy.rawValue),
            ("retries", "\(definition.options.maxRetry)"), ("timeout", "\(definition.options.timeoutSeconds) s"),
            ("queue", definition.options.queue),
            ("priority", "\(definition.options.priority)"), ("tags", definition.tags.joined(separator: ", ")),
            ("last run", cron.lastRunAt?.description ?? "-"), ("next run", cron.nextRunAt?.description ?? "-"),
        ] where !value.isEmpty {
            Terminal.say(name + String(repeating: " ", count: 13 - name.count) + value)
        }
    }

    /// One word; `broken` or `overdue` for a cron that does not fire as its schedule says.
    static func state(_ cron: CronJob, now: Timestamp) -> String {
        switch ScheduleFault(of: cron, now: now) {
        case .overdue: "overdue"
        case .unreadable, .unusable, .refused, .neverDue, .dueTooLate: "broken"
        case nil: cron.definition.isEnabled ? "enabled" : "disabled"
        }
    }
}
