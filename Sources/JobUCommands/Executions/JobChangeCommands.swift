import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

struct JobRetryCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "retry", abstract: "Retry a FAILED, TIMEOUT or CANCELLED job.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var reference: JobReference

    func run() async throws {
        try await LocalStore.use(common) { local in
            switch try await local.store.retry(reference.id, now: local.now) {
            case .changed: Terminal.say("Retried job \(reference.job)")
            case .notAllowed(let status):
                throw StartError.failure(
                    "job \(reference.job) is \(status.rawValue); only FAILED, TIMEOUT and CANCELLED jobs can be retried")
            case .uniqueKeyTaken(let taken):
                throw StartError.failure("job \(reference.job) cannot be retried: \(taken)")
            case .notFound: throw reference.missing
            }
        }
    }
}

struct JobCancelCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cancel", abstract: "Cancel a waiting job, or request cancellation of a running one.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var reference: JobReference
    @Option(help: "The reason, shown with the job.") var reason = "cancelled from the command line"

    func run() async throws {
        try await LocalStore.use(common) { local in
            switch try await local.store.cancel(reference.id, reason: reason, now: local.now) {
            case .cancelled: Terminal.say("Cancelled job \(reference.job)")
            case .requested: Terminal.say("Requested cancellation of job \(reference.job) (see: jobu job show \(reference.job))")
            case .notCancellable(let status): throw StartError.failure("job \(reference.job) is already \(status.rawValue)")
            case .notFound: throw reference.missing
            }
        }
    }
}

struct JobDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "delete", abstract: "Delete a job with its attempts and log.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var reference: JobReference
    @Flag(name: .shortAndLong, help: "Skip the confirmation.") var yes = false

    func run() async throws {
        try await LocalStore.use(common) { local in
            _ = try await reference.find(local)
            guard yes || Terminal.confirms("Delete job \(reference.job)?") else {
                throw StartError.failure("nothing deleted; use --yes to delete without confirmation")
            }
            switch try await local.store.deleteExecution(reference.id) {
            case .deleted: Terminal.say("Deleted job \(reference.job)")
            case .running: throw StartError.failure("job \(reference.job) is RUNNING; cancel it first")
            case .notFound: throw reference.missing
            }
        }
    }
}

struct JobEnqueueCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enqueue", abstract: "Enqueue a job without a cron.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "The handler.") var handler: String
    @Option(help: ArgumentHelp("Parameters, a JSON object.", valueName: "json")) var params = "{}"
    @Option(help: ArgumentHelp("Earliest start, such as 2026-11-23T18:00:00Z.", valueName: "instant")) var runAt: Timestamp?
    @Option(help: "The queue.") var queue: String?
    @Option(parsing: .unconditional, help: "-10 to 10; one step counts like a minute of waiting.") var priority: Int?
    @Option(help: "Retries after the first attempt.") var maxRetry: Int?
    @Option(help: ArgumentHelp("Time limit of one attempt.", valueName: "seconds")) var timeout: Int?
    @Option(help: "At most one unfinished job can have it.") var uniqueKey: String?

    func run() async throws {
        try await LocalStore.use(common) { local in
            let result = try await local.store.enqueue(try execution(now: local.now), now: local.now)
            let id = result.id
            guard let execution = try await local.store.execution(id) else {
                throw StartError.failure("job \(id) was deleted by another process")
            }
            let warnings = try await local.warnings(about: handler)
            if output.json { return try Terminal.say(json: ExecutionReply(execution, warnings: warnings)) }
            for warning in warnings { Terminal.complain("warning: \(warning)") }
            Terminal.say(result.isNew ? "Enqueued job \(id) (see: jobu job show \(id))" : "Job \(id) already has this unique key")
        }
    }

    private func execution(now: Timestamp) throws -> NewExecution {
        var execution = NewExecution(handlerName: handler, scheduledTime: runAt ?? now, trigger: .api)
        execution.handlerParams = params
        execution.options = Executable.current.options(of: handler)
        if let queue { execution.options.queue = queue }
        if let priority { execution.options.priority = priority }
        if let maxRetry { execution.options.maxRetry = maxRetry }
        if let timeout { execution.options.timeoutSeconds = timeout }
        execution.uniqueKey = uniqueKey
        let problems = execution.problems
        if !problems.isEmpty { throw JobUStore.ValidationError(problems) }
        return execution
    }
}
