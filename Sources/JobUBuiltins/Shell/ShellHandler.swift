package import JobUHandler
package import JobUModel
import Logging
import Subprocess

/// Runs a command of the worker's machine.
package struct ShellHandler: JobHandler {
    package static let name = "shell"
    /// Whoever writes its parameters says what is executed.
    package static let paramsAuthor = ParamsAuthor.admin

    package typealias Params = ShellParams

    private let rules: ShellRules

    package init(_ rules: ShellRules) {
        self.rules = rules
    }

    package func execute(_ params: ShellParams, context: JobContext) async throws -> HandlerResult {
        var plan = try rules.plan(params)
        plan.environment.merge(Self.facts(context)) { _, new in new }
        let output = CommandOutput(logger: context.logger, linesMax: rules.outputLinesMax)
        let command = CommandRunner(plan: plan, stdin: Array((params.stdin ?? "").utf8), killAfter: rules.killAfter, output: output)
        let status: TerminationStatus
        do {
            defer { output.end() }
            status = try await command.run()
        } catch let error as SubprocessError {
            try Task.checkCancellation()
            throw Self.explained(error, plan)
        }
        try Task.checkCancellation()
        return try result(status, params, plan, output)
    }

    /// What a command may want to know of its execution.
    private static func facts(_ context: JobContext) -> [String: String] {
        [
            "JOBU_EXECUTION_ID": "\(context.executionID)", "JOBU_ATTEMPT": "\(context.attempt)", "JOBU_FENCE": "\(context.fence)",
            "JOBU_SCHEDULED_TIME": "\(context.scheduledTime)",
        ]
    }

    private func result(
        _ status: TerminationStatus, _ params: ShellParams, _ plan: ShellPlan, _ output: CommandOutput
    ) throws -> HandlerResult {
        guard case .exited(let code) = status, params.successCodes.contains(code) else {
            let lines = output.tail(.stderr)
            let words = lines.isEmpty ? "stderr is empty" : "stderr ends with:\n" + lines.joined(separator: "\n")
            throw HandlerError("\(plan.executable) \(Self.words(status)); \(words)")
        }
        return .success(
            "executed",
            data: [
                "exit_code": .int(Int64(code)), "output_lines": .int(Int64(output.lineCount)),
                "stdout": .string(output.tail(.stdout).joined(separator: "\n")),
            ])
    }

    private static func words(_ status: TerminationStatus) -> String {
        switch status {
        case .exited(let code): "exited with code \(code)"
        case .signaled(let signal): "was killed by signal \(signal)"
        }
    }

    private static func explained(_ error: SubprocessError, _ plan: ShellPlan) -> any Error {
        switch error.code {
        case .executableNotFound: HandlerError.permanent("\(plan.executable) does not exist or cannot be run")
        case .failedToChangeWorkingDirectory: HandlerError.permanent("the directory \(plan.directory) cannot be used")
        default: HandlerError("\(plan.executable) cannot be run: \(error)")
        }
    }
}
