package import ArgumentParser
import JobUComposition
package import JobUHandler
import JobUModel
package import JobUStore

/// The command line `jobu`, and that of an executable of yours with handlers of its own.
package struct JobUCommand: AsyncParsableCommand {
    package static var configuration: CommandConfiguration {
        CommandConfiguration(
            commandName: Executable.current.name,
            abstract: "A batch scheduler whose infrastructure is your SQL database.",
            discussion: """
                Schedules and jobs are rows in your database. '\(Executable.current.name) run' starts everything on an \
                embedded database file and serves the pages on http://127.0.0.1:8080. Settings are read from config/*.yaml if that folder exists.

                Exit codes: 0 done, 1 failed, 64 wrong usage, 78 wrong configuration.
                """,
            version: JobUApplication.version,
            subcommands: [
                RunCommand.self, InitCommand.self, MigrateCommand.self, DoctorCommand.self, CronCommand.self, JobCommand.self,
                QueueCommand.self,
                WorkerCommand.self, AlertCommand.self,
                TransactionCommand.self, UserCommand.self, TokenCommand.self,
            ])
    }

    package init() {}

    /// Reads the arguments of this process and does what they say; does not return after an error.
    /// - Parameters:
    ///   - handlers: what the worker of this executable can run.
    ///   - engines: the kinds of databases it knows besides SQLite.
    ///   - samples: whether the handlers include the samples of the stock tool, which need a database of their own.
    ///   - dialect: put in the place of a store's own, by tests that plant a fault in it.
    package static func run(
        _ handlers: some JobHandlers, engines: [DatabaseEngine], samples: Samples = .none,
        dialect: @escaping @Sendable (any StoreDialect) -> any StoreDialect = { $0 }
    ) async {
        ProcessStart.prepare()
        var executable = Executable(handlers: JobHandlerList(handlers.handlers), engines: engines)
        executable.samples = samples
        executable.dialect = dialect
        await Executable.$current.withValue(executable) { await follow(nil) }
    }

    /// The same for a program of somebody's own, under its own name: without a command it runs, and a role is a command.
    package static func runApp(
        _ handlers: some JobHandlers, middleware: [any JobMiddleware], engines: [DatabaseEngine], arguments: [String]
    ) async {
        ProcessStart.prepare()
        var executable = Executable(handlers: JobHandlerList(handlers.handlers), engines: engines)
        executable.middleware = middleware
        if let path = arguments.first, let name = path.split(separator: "/").last { executable.name = String(name) }
        await Executable.$current.withValue(executable) { await follow(AppArguments.commands(Array(arguments.dropFirst()))) }
    }
}

/// Whether the samples of the stock tool are among the handlers.
package enum Samples: Sendable { case none, included }

/// What distinguishes one executable with these commands from another.
struct Executable: Sendable {
    @TaskLocal static var current = Executable(handlers: JobHandlerList(), engines: [])

    /// As it is called.
    var name = "jobu"
    var handlers: JobHandlerList
    var engines: [DatabaseEngine]
    var middleware: [any JobMiddleware] = []
    var samples = Samples.none
    var dialect: @Sendable (any StoreDialect) -> any StoreDialect = { $0 }

    /// What a handler declares; those of JobU for one that another program has.
    func options(of handler: String) -> ExecutionOptions {
        handlers.handlers.lazy.map { type(of: $0) }.first { $0.name == handler }?.options ?? ExecutionOptions()
    }
}
