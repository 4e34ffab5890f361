import ArgumentParser

struct JobCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "job", abstract: "Look at runs, ask for one, retry, cancel and delete them.",
        subcommands: [
            JobListCommand.self, JobShowCommand.self, JobLogsCommand.self, JobRetryCommand.self, JobCancelCommand.self,
            JobDeleteCommand.self, JobEnqueueCommand.self,
        ])
}
