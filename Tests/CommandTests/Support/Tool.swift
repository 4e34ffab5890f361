import Foundation
import Subprocess

/// The built `jobu`, run as a process.
enum Tool {
    /// What a process that has ended left behind.
    struct Ended {
        var status: TerminationStatus
        var output: String
        var errors: String
    }

    static let path = path(of: "jobu")

    /// The test bundle lies beside the programs.
    static func path(of program: String) -> String {
        let bundle = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        return bundle.appendingPathComponent(program).path
    }

    /// `env` goes to the folder and becomes the tool, so that the process is the tool's own.
    /// - Parameter filesMax: how many files it may have open; nil for as many as the test may.
    static func arguments(_ folder: String, _ arguments: [String], program: String = "jobu", filesMax: Int? = nil) -> Arguments {
        let limit = filesMax.map { ["prlimit", "--nofile=\($0):\($0)"] } ?? []
        return Arguments(["-C", folder] + limit + [path(of: program)] + arguments)
    }

    /// Runs a command to its end.
    static func run(
        _ arguments: [String], in folder: String, input: String = "", program: String = "jobu"
    ) async throws -> Ended {
        let result = try await Subprocess.run(
            .name("env"), arguments: Self.arguments(folder, arguments, program: program), input: .string(input),
            output: .string(limit: 50_000_000), error: .string(limit: 1_000_000))
        return Ended(
            status: result.terminationStatus, output: result.standardOutput, errors: result.standardError)
    }
}
