import ArgumentParser

struct CronCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron", abstract: "Manage crons; show when an expression fires.",
        discussion: "Refer to a cron by its number or its name.",
        subcommands: [
            CronListCommand.self, CronShowCommand.self, CronCreateCommand.self, CronUpdateCommand.self, CronDeleteCommand.self,
            CronEnableCommand.self, CronDisableCommand.self, CronRunCommand.self, CronNextCommand.self, CronExplainCommand.self,
        ])
}
