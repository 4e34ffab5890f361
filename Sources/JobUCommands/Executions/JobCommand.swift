import ArgumentParser

struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "List, enqueue, retry, cancel and delete jobs.",
        subcommands: [
            JobListCommand.self, JobShowCommand.self, JobLogsCommand.self, JobRetryCommand.self, JobCancelCommand.self,
            JobDeleteCommand.self, JobEnqueueCommand.self,
        ])
}
