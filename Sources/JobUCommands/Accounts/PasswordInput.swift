import ArgumentParser
import Foundation
import JobUComposition

/// How a command gets a password. Never as an argument: those are in the shell's history, and every process can read them.
struct PasswordInput: ParsableArguments {
    @Flag(help: "Read the password from the first line of standard input, for scripts.")
    var passwordStdin = false

    /// - Throws: `StartError` without a terminal, or when the two entries differ.
    func read() throws -> String {
        if passwordStdin {
            guard let line = readLine(strippingNewline: true) else { throw StartError.failure("standard input has no password") }
            return line
        }
        guard isatty(STDIN_FILENO) == 1 else {
            throw StartError.failure("there is no terminal to ask for the password; send it with --password-stdin")
        }
        let first = Self.ask("Password (at least 12 characters): ")
        guard first == Self.ask("Repeat the password: ") else { throw StartError.failure("the passwords differ; nothing changed") }
        return first
    }

    /// Asks on the terminal without showing what is typed.
    private static func ask(_ question: String) -> String {
        guard let typed = getpass(question) else { return "" }
        defer { memset(typed, 0, strlen(typed)) }
        return String(cString: typed)
    }
}
