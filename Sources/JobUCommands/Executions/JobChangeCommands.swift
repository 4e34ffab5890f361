import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

struct JobRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Send a FAILED, TIMEOUT or CANCELLED run back to PENDING.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var reference: JobReference

    func run() async throws {
        try await LocalStore.use(common) { local in
            switch try await local.store.retry(reference.id, now: local.now) {
            case .changed: Terminal.say("Job \(reference.job) is PENDING again")
            case .notAllowed(let status):
                throw StartError.failure(
                    "job \(reference.job) is \(status.rawValue); only FAILED, TIMEOUT and CANCELLED runs can be retried")
            case .uniqueKeyTaken(let taken):
                throw StartError.failure("job \(reference.job) cannot be retried: \(taken)")
            case .notFound: throw reference.missing
            }
        }
    }
}

struct JobCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a run that waits, or ask one that runs to stop.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var reference: JobReference
    @Option(help: "Why, shown with the run.") var reason = "cancelled from the command line"

    func run() async throws {
        try await LocalStore.use(common) { local in
            switch try await local.store.cancel(reference.id, reason: reason, now: local.now) {
            case .cancelled: Terminal.say("Job \(reference.job) is CANCELLED")
            case .requested: Terminal.say("Job \(reference.job) was asked to stop; see: jobu job show \(reference.job)")
            case .notCancellable(let status): throw StartError.failure("job \(reference.job) is \(status.rawValue) already")
            case .notFound: throw reference.missing
            }
        }
    }
}

struct JobDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a run with its attempts and log.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var reference: JobReference
    @Flag(name: .shortAndLong, help: "Do not ask.") var yes = false

    func run() async throws {
        try await LocalStore.use(common) { local in
            _ = try await reference.find(local)
            guard yes || Terminal.confirms("Delete job \(reference.job)?") else {
                throw StartError.failure("nothing deleted; say --yes to delete without being asked")
            }
            switch try await local.store.deleteExecution(reference.id) {
            case .deleted: Terminal.say("Deleted: job \(reference.job)")
            case .running: throw StartError.failure("job \(reference.job) is RUNNING; cancel it first")
            case .notFound: throw reference.missing
            }
        }
    }
}

struct JobEnqueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enqueue", abstract: "Ask for a run outside any cron.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The handler.") var handler: String
    @Option(help: ArgumentHelp("Parameters, a JSON object.", valueName: "json")) var params = "{}"
    @Option(help: ArgumentHelp("Not before this instant, such as 2026-11-23T18:00:00Z.", valueName: "instant")) var runAt: Timestamp?
    @Option(help: "The queue it waits in.") var queue: String?
    @Option(parsing: .unconditional, help: "-10 to 10; a step is worth a minute of waiting.") var priority: Int?
    @Option(help: "Retries after the first attempt.") var maxRetry: Int?
    @Option(help: ArgumentHelp("Longest time one attempt may take.", valueName: "seconds")) var timeout: Int?
    @Option(help: "At most one unfinished run has it.") var uniqueKey: String?

    func run() async throws {
        try await LocalStore.use(common) { local in
            let result = try await local.store.enqueue(try execution(now: local.now), now: local.now)
            let (id, isNew): (ExecutionID, Bool) =
                switch result {
                case .created(let id): (id, true)
                case .alreadyExists(let id): (id, false)
                }
            guard let execution = try await local.store.execution(id) else { throw StartError.failure("job \(id) was deleted meanwhile") }
            let warnings = try await local.warnings(about: handler)
            if output.json { return try Terminal.say(json: ExecutionReply(execution, warnings: warnings)) }
            for warning in warnings { Terminal.complain("warning: \(warning)") }
            Terminal.say(isNew ? "Asked for: job \(id)" : "Job \(id) holds this unique key already")
        }
    }

    private func execution(now: Timestamp) throws -> NewExecution {
        // The rules for a cron's fields hold for a single run too.
        var definition = CronJobDefinition(name: "ad-hoc run", cronExpression: "* * * * *", handlerName: handler)
        definition.apply(Executable.current.defaults(of: handler))
        definition.handlerParams = params
        definition.queue = queue ?? definition.queue
        definition.priority = priority ?? definition.priority
        definition.maxRetry = maxRetry ?? definition.maxRetry
        definition.timeoutSeconds = timeout ?? definition.timeoutSeconds
        let problems = CronJobValidator(minIntervalSeconds: 1).problems(in: definition)
        if !problems.isEmpty { throw JobUStore.ValidationError(problems) }
        var execution = NewExecution(handlerName: handler, scheduledTime: runAt ?? now, trigger: .api)
        execution.handlerParams = params
        execution.queue = definition.queue
        execution.priority = definition.priority
        execution.maxRetry = definition.maxRetry
        execution.retryBackoff = definition.retryBackoff
        execution.timeoutSeconds = definition.timeoutSeconds
        execution.uniqueKey = uniqueKey
        return execution
    }
}
