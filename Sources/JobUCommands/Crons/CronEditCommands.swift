import ArgumentParser
import JobUAdmin
import JobUComposition
import JobUModel
import JobUStore

struct CronCreateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "create", abstract: "Create a cron.",
        usage: "jobu cron create NAME --cron '0 2 * * *' --handler HANDLER [--params JSON] [--tz ZONE] …")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var fields: CronFields
    @Argument(help: "A unique name.") var name: String
    @Option(help: ArgumentHelp("When it fires, such as '*/5 * * * *'.", valueName: "expression")) var cron: String
    @Option(help: "The handler it runs.") var handler: String
    @Flag(help: "Create it disabled.") var disabled = false

    func run() async throws {
        try await LocalStore.use(common) { local in
            var definition = CronJobDefinition(name: name, cronExpression: cron, handlerName: handler)
            definition.options = Executable.current.options(of: handler)
            fields.apply(to: &definition)
            definition.isEnabled = !disabled
            let cron = try await local.editor.create(definition)
            try CronReport.say(cron, output, done: "Created", warnings: try await local.warnings(about: handler), now: local.now)
        }
    }
}

struct CronUpdateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "update", abstract: "Change the given fields of a cron; keep the rest.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @OptionGroup var fields: CronFields
    @Argument(help: "Its number or name.") var reference: String
    @Option(help: "A new name.") var name: String?
    @Option(help: ArgumentHelp("When it fires.", valueName: "expression")) var cron: String?
    @Option(help: "The handler it runs.") var handler: String?

    func run() async throws {
        try await LocalStore.use(common) { local in
            let id = try await local.cronJob(reference).id
            let (name, cron, handler, fields) = (name, cron, handler, fields)
            let changed = try await local.editor.update(id) { definition in
                definition.name = name ?? definition.name
                definition.cronExpression = cron ?? definition.cronExpression
                definition.handlerName = handler ?? definition.handlerName
                fields.apply(to: &definition)
            }
            let warnings = try await local.warnings(about: changed.definition.handlerName)
            try CronReport.say(changed, output, done: "Updated", warnings: warnings, now: local.now)
        }
    }
}

struct CronEnableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "enable", abstract: "Enable a cron; it fires from now on.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Its number or name.") var cron: String

    func run() async throws {
        try await LocalStore.use(common) { local in
            let changed = try await local.editor.setEnabled(try await local.cronJob(cron).id, true)
            try CronReport.say(changed, output, done: "Enabled", now: local.now)
        }
    }
}

struct CronDisableCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "disable", abstract: "Disable a cron; its existing jobs continue.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Its number or name.") var cron: String
    @Option(help: "The reason, shown with the cron.") var reason: String?

    func run() async throws {
        try await LocalStore.use(common) { local in
            let changed = try await local.editor.setEnabled(try await local.cronJob(cron).id, false, reason: reason)
            try CronReport.say(changed, output, done: "Disabled", now: local.now)
        }
    }
}

struct CronDeleteCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(commandName: "delete", abstract: "Delete a cron with its jobs.")

    @OptionGroup var common: CommonOptions
    @Argument(help: "Its number or name.") var cron: String
    @Flag(name: .shortAndLong, help: "Skip the confirmation.") var yes = false

    func run() async throws {
        try await LocalStore.use(common) { local in
            let found = try await local.cronJob(cron)
            let name = found.definition.name
            guard yes || Terminal.confirms("Delete cron \(found.id) '\(name)' with all its jobs?") else {
                throw StartError.failure("nothing deleted; use --yes to delete without confirmation")
            }
            switch try await local.store.deleteCronJob(found.id) {
            case .deleted: Terminal.say("Deleted cron \(found.id) '\(name)'")
            case .running: throw StartError.failure("cron '\(name)' has a running job; cancel it or wait, then delete")
            case .notFound: throw StartError.failure("cron '\(cron)' was deleted by another process")
            }
        }
    }
}

struct CronRunCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run", abstract: "Enqueue a job of a cron now, enabled or not.")

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Argument(help: "Its number or name.") var cron: String
    @Option(help: ArgumentHelp("Parameters for this job only, a JSON object.", valueName: "json")) var params: String?

    func run() async throws {
        try await LocalStore.use(common) { local in
            let execution = try await local.editor.runNow(try await local.cronJob(cron).id, params: params, trigger: .manual)
            if output.json { return try Terminal.say(json: ExecutionReply(execution)) }
            Terminal.say("Enqueued job \(execution.id) (see: jobu job show \(execution.id))")
        }
    }
}
