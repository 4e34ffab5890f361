import ArgumentParser
import Foundation

extension JobUCommand {
    /// Does what the arguments say; ends the process after an error. What a command finds wrong with its arguments only while it runs is told
    /// with the usage of that command, as the parser tells what it finds itself.
    static func follow(_ arguments: [String]?) async {
        do {
            var command = try parseAsRoot(arguments)
            do {
                if var asynchronous = command as? any AsyncParsableCommand {
                    try await asynchronous.run()
                } else {
                    try command.run()
                }
            } catch let error as ValidationError {
                Terminal.complain("Error: \(error.message)\n\(usage(of: type(of: command)))")
                throw ExitCode.validationFailure
            }
        } catch {
            exit(withError: error)
        }
    }

    private static func usage(of command: any ParsableCommand.Type) -> String {
        let usage = "Usage: " + usageString(for: command).replacing("\n", with: "\n       ")
        guard let names = names(of: command, below: self) else { return usage }
        return "\(usage)\n  See '\(names.joined(separator: " ")) --help' for more information."
    }

    /// The words that lead to a command; nil where it is not below the other.
    private static func names(of command: any ParsableCommand.Type, below root: any ParsableCommand.Type) -> [String]? {
        let name = root.configuration.commandName.map { [$0] } ?? []
        if root == command { return name }
        for child in root.configuration.subcommands {
            if let rest = names(of: command, below: child) { return name + rest }
        }
        return nil
    }
}
