import ArgumentParser
import JobUAdmin
import JobUModel
import JobUStore

struct WorkerCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "worker", abstract: "List the workers.", subcommands: [WorkerListCommand.self])
}

struct WorkerListCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "list", abstract: "List the workers and their executions.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions

    func run() async throws {
        try await LocalStore.use(common) { local in
            let workers = try await local.store.workers()
            let now = local.now
            if output.json { return try Terminal.say(json: workers.map { WorkerReply($0, now: now) }) }
            guard !workers.isEmpty else { return Terminal.say("No workers. Start one: jobu run worker") }
            var table = Table("ID", "HOST", "PID", "RUNNING", "LAST SEEN", "STATE", "HANDLERS")
            for worker in workers {
                let facts = worker.registration
                table.add(
                    "\(worker.id)", facts.host, "\(facts.pid)", "\(worker.running)/\(facts.capacity)", "\(worker.heartbeatAt)",
                    worker.leaseExpiresAt > now ? "alive" : "lapsed", facts.handlers.joined(separator: ", "))
            }
            Terminal.say(table.text)
        }
    }
}
