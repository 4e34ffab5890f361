import Foundation
import JobUHandler

/// The commands that jobs of `shell` can start, and their environment.
package struct ShellRules: Sendable, Equatable {
    /// Names, and absolute paths.
    package var commands: [String]
    /// Folders in which names are looked for.
    package var path = ["/usr/local/bin", "/usr/bin", "/bin"]
    /// What every command sees.
    package var environment: [String: String] = [:]
    /// The variables that a job's parameters can set.
    package var environmentOfParams: Set<String> = []
    /// The working directory of commands; parameters can name a folder below it.
    package var directory = "."
    /// Whether parameters can contain a line for `/bin/sh`, which can start anything.
    package var allowsShellString = false
    /// From the polite signal to the one that cannot be ignored.
    package var killAfter: Duration = .seconds(5)
    /// The maximum number of output lines in a job's log.
    package var outputLinesMax = 1_000

    package init(commands: [String]) {
        self.commands = commands
    }

    /// What an execution asks for, as it is started.
    /// - Throws: `HandlerError` that says what is not allowed and where to allow it.
    func plan(_ params: ShellParams) throws(HandlerError) -> ShellPlan {
        let words = try words(params)
        return ShellPlan(
            executable: try executable(words[0]), arguments: Array(words.dropFirst()), environment: try environment(params.env),
            directory: try directory(params.directory))
    }

    private func words(_ params: ShellParams) throws(HandlerError) -> [String] {
        if let command = params.command { return command }
        guard allowsShellString, let line = params.shell else {
            throw .permanent(
                "'shell' lines are not allowed here (worker.builtin.shell.allow_shell_string of worker.yaml); "
                    + "give 'command' as a list of the command and its arguments")
        }
        return ["/bin/sh", "-c", line]
    }

    /// What stands on the list is what is started: the name in the parameters only chooses.
    private func executable(_ word: String) throws(HandlerError) -> String {
        if allowsShellString, word == "/bin/sh" { return word }
        guard commands.contains(word) || isNamed(word) else {
            throw .permanent(
                "the command '\(word.prefix(200))' is not in worker.builtin.shell.commands of worker.yaml; "
                    + "allowed: \(commands.joined(separator: ", "))")
        }
        if word.hasPrefix("/") { return word }
        let places = path.map { "\($0)/\(word)" }
        guard let found = places.first(where: Self.isExecutable) else {
            throw .permanent("the command '\(word)' is in none of the folders \(path.joined(separator: ", "))")
        }
        return found
    }

    /// Whether a path is where a name of the list is found.
    private func isNamed(_ word: String) -> Bool {
        commands.contains { name in
            !name.hasPrefix("/") && path.map { "\($0)/\(name)" }.first(where: Self.isExecutable) == word
        }
    }

    private func environment(_ own: [String: String]) throws(HandlerError) -> [String: String] {
        for name in own.keys.sorted() where !environmentOfParams.contains(name) {
            let allowed = environmentOfParams.sorted().joined(separator: ", ")
            throw .permanent(
                "the variable '\(name.prefix(100))' is not in worker.builtin.shell.params_environment of worker.yaml; "
                    + "allowed: \(allowed.isEmpty ? "none" : allowed)")
        }
        return ["PATH": path.joined(separator: ":")].merging(environment) { _, new in new }.merging(own) { _, new in new }
    }

    /// Links are followed before it is judged: the folder has to be below the one of worker.yaml in truth, not in name.
    private func directory(_ below: String?) throws(HandlerError) -> String {
        let root = Self.real(directory)
        guard let below else { return root }
        let place = Self.real(below.hasPrefix("/") ? below : "\(root)/\(below)")
        guard place == root || place.hasPrefix(root == "/" ? "/" : root + "/") else {
            throw .permanent("the directory '\(below.prefix(200))' is not below worker.builtin.shell.directory of worker.yaml")
        }
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: place, isDirectory: &isFolder), isFolder.boolValue else {
            throw .permanent("the directory '\(below.prefix(200))' does not exist")
        }
        return place
    }

    private static func real(_ path: String) -> String {
        URL(fileURLWithPath: path).standardizedFileURL.resolvingSymlinksInPath().path
    }

    private static func isExecutable(_ path: String) -> Bool {
        var isFolder: ObjCBool = false
        return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) && !isFolder.boolValue
            && FileManager.default.isExecutableFile(atPath: path)
    }
}

/// A command as it is started.
struct ShellPlan: Sendable, Equatable {
    var executable: String
    var arguments: [String]
    var environment: [String: String]
    var directory: String
}
