import Foundation
import JobUComposition
import JobUDatabase
import JobUModel
import JobUStore

/// `jobu migrate --from-python`: from a file or a named database into the store.
struct PythonImporter {
    private struct Reply: Encodable {
        var crons: Int
        var executions: Int
        var executionsLeft: Int
        var refused: [String]

        enum CodingKeys: String, CodingKey {
            case crons, executions, refused
            case executionsLeft = "executions_left"
        }
    }

    let source: String
    let isEnabled: Bool
    let output: OutputOptions

    func run(_ common: CommonOptions) async throws {
        try await Terminal.run {
            var settings = try common.settings()
            let name = try sourceName(&settings)
            let databases = try OpenDatabases(settings)
            do {
                let openStore = try await databases.store(settings.admin.database, time: .system)
                let move = PythonImport(
                    from: try databases.registry([name]).database(name), to: openStore.store,
                    editor: settings.editor(openStore.store, openStore.time))
                let report = try await move.run(isEnabled: isEnabled) { count in
                    if count > 0, count.isMultiple(of: 50_000) { Terminal.complain("Imported \(count) jobs so far") }
                }
                try await openStore.publisher?.flush()
                try tell(report)
            } catch let error as SQLError where error.code == .syntax {
                try await databases.close()
                throw StartError.failure("'\(source)' is not a database of the Python JobU: \(error.message)")
            } catch {
                try await databases.close()
                throw error
            }
            try await databases.close()
        }
    }

    /// The name of a database of database.yaml, or a file that gets one for this command.
    private func sourceName(_ settings: inout JobUSettings) throws -> String {
        if settings.databases[source] != nil {
            guard source != settings.admin.database else {
                throw StartError.failure("'\(source)' is the store itself; name the database of the Python JobU")
            }
            return source
        }
        guard FileManager.default.fileExists(atPath: source) else {
            let known = settings.databases.keys.sorted().joined(separator: ", ")
            throw StartError.failure("there is no file '\(source)' and no database of that name in database.yaml (known: \(known))")
        }
        let name = "python JobU"
        settings.databases[name] = .file(source)
        return name
    }

    private func tell(_ report: PythonImport.Report) throws {
        if output.json {
            return try Terminal.say(
                json: Reply(
                    crons: report.crons, executions: report.executions, executionsLeft: report.executionsSkipped, refused: report.refused))
        }
        Terminal.say("Imported \(report.crons) crons and \(report.executions) jobs")
        if report.executionsSkipped > 0 {
            Terminal.say("Skipped \(report.executionsSkipped) jobs: unfinished, unreadable, or without a cron")
        }
        for reason in report.refused { Terminal.say("Skipped cron \(reason)") }
    }
}
