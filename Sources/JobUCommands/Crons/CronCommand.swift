import ArgumentParser

struct CronCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "cron", abstract: "Make, look at and change crons; ask when an expression fires.",
        discussion: "A cron is named by its number or its name.",
        subcommands: [
            CronListCommand.self, CronShowCommand.self, CronCreateCommand.self, CronUpdateCommand.self, CronDeleteCommand.self,
            CronEnableCommand.self, CronDisableCommand.self, CronRunCommand.self, CronNextCommand.self, CronExplainCommand.self,
        ])
}
