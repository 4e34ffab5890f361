import ArgumentParser
import JobUComposition
import JobUDatabase
import JobUModel

struct MigrateCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "migrate", abstract: "Update the store to the newest schema, or show what is missing.",
        discussion: """
            'jobu run' does the same when it starts. Steps only move forward, and an applied step is never edited. After an interruption, \
            run the command again to continue.

            --status exits with 1 if the database does not exist or does not answer. If no step is missing, the account needs no right to \
            change the schema: SELECT, INSERT, UPDATE and DELETE are enough.

            --from-python imports crons and history of a Python JobU, which is only read: from its database file, or from a database named \
            in database.yaml. Day fields keep their meaning (day_match: or). Crons whose name exists are skipped. Stop the Python JobU \
            first, or import its crons with --disabled.
            """)

    private struct Step: Encodable {
        var database: String
        var version: Int
        var name: String
        var isApplied: Bool

        private enum CodingKeys: String, CodingKey {
            case database, version, name
            case isApplied = "is_applied"
        }
    }

    @OptionGroup var common: CommonOptions
    @OptionGroup var output: OutputOptions
    @Flag(help: "Show which steps are applied; change nothing.")
    var status = false
    @Option(help: ArgumentHelp("Import crons and history of a Python JobU.", valueName: "file or database"))
    var fromPython: String?
    @Flag(help: "With --from-python: import the crons as disabled.")
    var disabled = false

    func validate() throws {
        if disabled, fromPython == nil { throw ValidationError("--disabled requires --from-python") }
        if status, fromPython != nil { throw ValidationError("--status and --from-python are two commands: give one of them") }
    }

    func run() async throws {
        if let fromPython { return try await PythonImporter(source: fromPython, isEnabled: !disabled, output: output).run(common) }
        try await Terminal.run {
            let settings = try common.settings()
            let databases = try OpenDatabases(settings)
            var steps: [Step] = []
            for name in Set([settings.dispatcher.database, settings.worker.database, settings.admin.database]).sorted() {
                if !status { _ = try await databases.migrate(name, now: TimeSource.system.wall.now()) }
                steps += try await databases.migrationStatus(name, mustExist: status).map {
                    Step(database: name, version: $0.migration.version, name: $0.migration.name, isApplied: $0.isApplied)
                }
            }
            try await databases.close()
            if output.json { return try Terminal.say(json: steps) }
            var table = Table("DATABASE", "VERSION", "NAME", "STATE")
            for step in steps { table.add(step.database, "\(step.version)", step.name, step.isApplied ? "applied" : "missing") }
            Terminal.say(table.text)
        }
    }
}
