import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

struct QueueCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "queue", abstract: "Limit and pause queues across the cluster.",
        subcommands: [
            QueueListCommand.self, QueueSetCommand.self, QueuePauseCommand.self, QueueResumeCommand.self, QueueRemoveCommand.self,
        ])
}

struct QueueListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the queues with limits.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalStore.use(common) { local in
            let limits = try await local.store.queueLimits()
            if output.json { return try Terminal.say(json: limits.map(QueueReply.init)) }
            guard !limits.isEmpty else { return Terminal.say("No queue has limits. Set some: jobu queue set NAME --max-concurrency 5") }
            var table = Table("QUEUE", "CONCURRENCY", "RATE", "STATE")
            for limit in limits {
                table.add(
                    limit.name, limit.maxConcurrency.map { "\($0)" } ?? "-",
                    limit.rateLimit.map { "\($0) per \(limit.ratePeriodSeconds) s" } ?? "-",
                    limit.pausedAt == nil ? "open" : "paused" + (limit.pauseReason.map { ": \($0)" } ?? ""))
            }
            Terminal.say(table.text)
        }
    }
}

struct QueueSetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "set", abstract: "Set the limits of a queue; omitted limits are removed.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The queue.") var queue: String
    @Option(help: ArgumentHelp("Jobs running at the same time.", valueName: "count")) var maxConcurrency: Int?
    @Option(help: ArgumentHelp("Jobs started within the period.", valueName: "count")) var rateLimit: Int?
    @Option(help: ArgumentHelp("The period of the rate limit.", valueName: "seconds")) var ratePeriod = 60

    func run() async throws {
        try await LocalStore.use(common) { local in
            var limit = try await local.queueLimit(queue)
            limit.maxConcurrency = maxConcurrency
            limit.rateLimit = rateLimit
            limit.ratePeriodSeconds = ratePeriod
            try await local.set(limit)
            Terminal.say("Updated queue '\(queue)' (see: jobu queue list)")
        }
    }
}

struct QueuePauseCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "pause", abstract: "Stop claiming from a queue; running jobs continue.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The queue.") var queue: String
    @Option(help: "The reason, shown in the list.") var reason: String?

    func run() async throws {
        try await LocalStore.use(common) { local in
            var limit = try await local.queueLimit(queue)
            limit.pausedAt = local.now
            limit.pauseReason = reason
            try await local.set(limit)
            Terminal.say("Paused queue '\(queue)' (to resume: jobu queue resume \(queue))")
        }
    }
}

struct QueueResumeCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "resume", abstract: "Resume a paused queue.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The queue.") var queue: String

    func run() async throws {
        try await LocalStore.use(common) { local in
            var limit = try await local.queueLimit(queue)
            guard limit.pausedAt != nil else { throw StartError.failure("queue '\(queue)' is not paused") }
            limit.pausedAt = nil
            limit.pauseReason = nil
            try await local.set(limit)
            Terminal.say("Resumed queue '\(queue)'")
        }
    }
}

struct QueueRemoveCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "remove", abstract: "Remove all limits of a queue.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "The queue.") var queue: String

    func run() async throws {
        try await LocalStore.use(common) { local in
            guard try await local.store.removeQueueLimit(queue) else {
                throw StartError.failure("queue '\(queue)' has no limits; see: jobu queue list")
            }
            Terminal.say("Removed limits of queue '\(queue)'")
        }
    }
}

extension LocalStore {
    /// A queue's limits, none where it has no row.
    fileprivate func queueLimit(_ name: String) async throws -> QueueLimit {
        try await store.queueLimits().first { $0.name == name } ?? QueueLimit(name: name)
    }

    fileprivate func set(_ limit: QueueLimit) async throws {
        if let problem = limit.problems.first { throw StartError.failure("\(problem.field): \(problem.message)") }
        try await store.setQueueLimit(limit, now: now)
    }
}
