import ArgumentParser
import Foundation
import JobUComposition
import JobUTemplates

extension ProjectTemplate: ExpressibleByArgument {}

struct InitCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "init",
        abstract: "Create a Swift project for your own handlers.",
        discussion: """
            The project builds and passes its tests as created: 'swift run NAME' in its folder starts dispatcher, worker and \
            admin. The template 'basic' has one handler; 'example' has the handlers of the tutorial, on several database engines.

            Without --jobu-path and --jobu-url, the project uses the clone of JobU this command was built in, or \
            the release of this command's version.
            """)

    @Argument(help: "The name of the project and its folder; letters of any script.")
    var name: String

    @Option(help: "The template.")
    var template: ProjectTemplate = .basic

    @Option(help: ArgumentHelp("Where to create the project's folder (default: here).", valueName: "folder"))
    var path: String?

    @Option(help: ArgumentHelp("The name of program and module (default: NAME in Latin letters).", valueName: "name"))
    var program: String?

    @Option(help: ArgumentHelp("Use the JobU in this folder.", valueName: "folder"))
    var jobuPath: String?

    @Option(help: ArgumentHelp("Use the JobU at this address.", valueName: "url"))
    var jobuUrl: String?

    @Option(help: ArgumentHelp("The oldest version to use from that address.", valueName: "version"))
    var jobuVersion: String?

    func validate() throws {
        if jobuPath != nil, jobuUrl != nil || jobuVersion != nil {
            throw ValidationError("--jobu-path is one way to name JobU, --jobu-url and --jobu-version the other; give one of them")
        }
        if let version = jobuVersion, version.wholeMatch(of: #/\d+\.\d+\.\d+([-+][0-9A-Za-z.-]+)?/#) == nil {
            throw ValidationError("--jobu-version: '\(version)' is not a version; write it as 1.2.3")
        }
        if let url = jobuUrl, url.isEmpty || url.contains(where: \.isWhitespace) {
            throw ValidationError("--jobu-url: '\(url)' is not an address")
        }
        do { _ = try ProjectName(name, program: program) } catch { throw ValidationError(error.description) }
    }

    func run() async throws {
        try await Terminal.run {
            let name = try ProjectName(name, program: program)
            let source = try LibraryFinder.source(path: jobuPath, url: jobuUrl, version: jobuVersion)
            let project = try ProjectWriter(parent: path ?? ".", name: name.folder)
            try project.write(template.files(ProjectOptions(name: name, source: source)))
            Terminal.say(Self.nextSteps(name, project.folder, source, template))
        }
    }

    private static func nextSteps(_ name: ProjectName, _ folder: String, _ source: LibrarySource, _ template: ProjectTemplate) -> String {
        let library =
            switch source {
            case .path(let path): "JobU in \(path)"
            case .url(let url, let version): "JobU \(version) from \(url)"
            }
        var steps = [
            ("cd \(Self.quoted(folder))", ""), ("swift run \(name.product)", "dispatcher, worker and admin: http://127.0.0.1:8080/crons"),
            ("swift test", "the tests of its handlers"),
        ]
        if template == .example {
            steps.insert(
                ("docker compose -f docker/docker-compose.yaml up -d --wait", "the servers, for the samples that need them"), at: 1
            )
        }
        let width = steps.map(\.0.count).max() ?? 0
        let lines = steps.map { step, why in
            why.isEmpty ? "  \(step)" : "  \(step)\(String(repeating: " ", count: width - step.count))   # \(why)"
        }
        return """
            Created \(folder) with the template '\(template.rawValue)' and \(library).

            Next:
            \(lines.joined(separator: "\n"))

            \(firstBuild(source)) See README.md for the rest.
            """
    }

    private static func firstBuild(_ source: LibrarySource) -> String {
        guard case .path(let clone) = source, FileManager.default.fileExists(atPath: clone + "/.build") else {
            return "The first build takes a few minutes."
        }
        return """
            The first build takes a few minutes. To reuse what the clone has compiled, add to 'swift run' and 'swift test':
              --scratch-path \(quoted(clone + "/.build"))

            """
    }

    /// As a shell wants it.
    private static func quoted(_ text: String) -> String {
        text.contains(where: { " '\"$`\\()&;|<>*?[]#~!".contains($0) }) ? "'" + text.replacing("'", with: "'\\''") + "'" : text
    }
}
