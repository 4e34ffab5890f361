import ArgumentParser
import Foundation
import JobUComposition
import JobUDatabase
import JobUModel
import JobUStore

/// What a command writes, and how it ends. All commands write through here: names, errors and lines of a log come from others.
enum Terminal {
    static func say(_ text: String) {
        FileHandle.standardOutput.write(Data((TerminalText.shown(text) + "\n").utf8))
    }

    static func complain(_ text: String) {
        FileHandle.standardError.write(Data((TerminalText.shown(text) + "\n").utf8))
    }

    static func say(json value: some Encodable) throws {
        let text = TerminalText.shown(json: try JSONText.encode(value, pretty: true))
        FileHandle.standardOutput.write(Data((text + "\n").utf8))
    }

    /// Does the work of a command; an error is told in one line, and decides the exit code.
    static func run(_ body: () async throws -> Void) async throws {
        do {
            try await body()
        } catch {
            throw exit(after: error)
        }
    }

    /// A yes to a question; without a terminal the answer is no.
    static func confirms(_ question: String) -> Bool {
        guard isatty(STDIN_FILENO) == 1 else { return false }
        FileHandle.standardError.write(Data("\(TerminalText.shown(question)) [y/N] ".utf8))
        return readLine().map { ["y", "yes"].contains($0.lowercased()) } ?? false
    }

    private static func exit(after error: any Error) -> any Error {
        switch error {
        // The parser's own errors know their text and code.
        case is ExitCode, is ArgumentParser.ValidationError, is CleanExit: return error
        case let error as ConfigurationError:
            complain("jobu: \(error)")
            return ExitCode(ConfigurationError.exitCode)
        case let error as StartError:
            complain("jobu: \(error)")
            return ExitCode(error.exitCode)
        case let error as JobUStore.ValidationError:
            for problem in error.problems { complain("jobu: \(problem)") }
            return ExitCode(1)
        default:
            complain("jobu: \(error)")
            return ExitCode(1)
        }
    }
}
