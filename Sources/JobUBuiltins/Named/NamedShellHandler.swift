package import JobUHandler
import JobUModel

/// A command that stands in worker.yaml. An argument `:name` of it is the value of that parameter, as one argument.
package struct PinnedCommand: Sendable, Equatable {
    fileprivate let words: [String]
    private let directory: String?
    private let successCodes: Set<Int32>
    fileprivate let parameters: [String: NamedParameter]

    package init(_ words: [String], directory: String?, successCodes: Set<Int32>, parameters: [String: NamedParameter]) {
        self.words = words
        self.directory = directory
        self.successCodes = successCodes
        self.parameters = parameters
    }

    /// - Throws: `HandlerError` for a value that a program would take for an option, unless it is one of the choices.
    fileprivate func params(_ values: [String: JSONValue]) throws(HandlerError) -> ShellParams {
        var command: [String] = []
        for word in words {
            let name = String(word.dropFirst())
            guard word.hasPrefix(":"), let value = values[name] else {
                command.append(word)
                continue
            }
            let argument = NamedParameter.plain(value)
            guard !argument.hasPrefix("-") || parameters[name]?.choices != nil else {
                throw .permanent("invalid handler_params.params: '\(name)' must not begin with '-', as an option does")
            }
            command.append(argument)
        }
        return ShellParams(command: command, directory: directory, successCodes: successCodes)
    }
}

/// Runs a command that worker.yaml names. Whoever writes its parameters chooses the name and the values, and nothing else.
package struct NamedShellHandler: JobHandler {
    package static let name = "shell_named"

    package typealias Params = NamedParams

    private let handler: ShellHandler
    private let commands: NamedList<PinnedCommand>

    package init(_ commands: [String: PinnedCommand], _ rules: ShellRules) {
        self.commands = NamedList(key: "worker.builtin.shell.named", entries: commands)
        var rules = rules
        rules.commands = commands.values.compactMap(\.words.first)
        handler = ShellHandler(rules)
    }

    package func execute(_ params: NamedParams, context: JobContext) async throws -> HandlerResult {
        let command = try commands.entry(params.name)
        try NamedList<PinnedCommand>.check(params, command.parameters)
        return try await handler.execute(command.params(params.params), context: context)
    }
}
