import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

/// An execution as an argument.
struct JobReference: ParsableArguments {
    @Argument(help: "The number of a job.") var job: Int64

    var id: ExecutionID { ExecutionID(rawValue: job) }

    func find(_ local: LocalStore) async throws -> Execution {
        guard let execution = try await local.store.execution(id) else { throw missing }
        return execution
    }

    var missing: StartError { .failure("there is no job \(job); see: jobu job list") }
}

struct JobShowCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "show", abstract: "Show a job with its attempts.")

    private struct Reply: Encodable {
        var job: ExecutionReply
        var attempts: [AttemptReply]
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var reference: JobReference

    func run() async throws {
        try await LocalStore.use(common) { local in
            let execution = try await reference.find(local)
            let attempts = try await local.store.attempts(of: execution.id)
            if output.json {
                return try Terminal.say(json: Reply(job: ExecutionReply(execution), attempts: attempts.map(AttemptReply.init)))
            }
            Self.say(execution)
            guard !attempts.isEmpty else { return }
            var table = Table("ATTEMPT", "WORKER", "STARTED", "FINISHED", "OUTCOME", "ERROR")
            for attempt in attempts {
                table.add(
                    "\(attempt.attempt)", attempt.workerID?.description ?? "-", attempt.startedAt?.description ?? "-",
                    attempt.finishedAt?.description ?? "-", attempt.outcome?.rawValue ?? "RUNNING", attempt.errorMessage ?? "")
            }
            Terminal.say("\n" + table.text)
        }
    }

    private static func say(_ execution: Execution) {
        for (name, value) in [
            ("job", "\(execution.id)"), ("cron", execution.cronName ?? "-"), ("handler", execution.handlerName),
            ("params", execution.handlerParams),
            ("scheduled", "\(execution.scheduledTime)"), ("run at", "\(execution.runAt)"), ("status", execution.status.rawValue),
            ("trigger", execution.trigger.rawValue),
            ("attempt", "\(execution.attempt), \(execution.retryCount) of \(execution.options.maxRetry) retries"),
            ("error", execution.errorMessage ?? ""), ("result", execution.result ?? ""),
        ] where !value.isEmpty {
            Terminal.say(name + String(repeating: " ", count: 11 - name.count) + value)
        }
    }
}

struct JobLogsCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "logs", abstract: "Show the log of a job.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var reference: JobReference

    func run() async throws {
        try await LocalStore.use(common) { local in
            let execution = try await reference.find(local)
            var last: Int64 = 0
            while true {
                let lines = try await local.store.logs(of: execution.id, afterSequence: last, limit: 1_000)
                guard let end = lines.last else { return }
                for line in lines {
                    if output.json {
                        Terminal.say(try JSONText.encode(LogLineReply(line)))
                    } else {
                        Terminal.say("\(line.time) [\(line.attempt)] \(line.level.uppercased()) \(line.message)")
                    }
                }
                last = end.sequence
            }
        }
    }
}
