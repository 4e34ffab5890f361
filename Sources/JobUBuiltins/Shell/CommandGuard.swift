import Foundation
import Subprocess

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// Ends a command when the worker dies without having ended it: a small process that waits for the end of a pipe.
enum CommandGuard {
    private static let shell = "/bin/sh"
    /// Reads the number of the group, then waits for a word. The end of the file instead of it means that the worker is gone.
    private static let script = """
        trap '' INT TERM HUP; read -r group || exit 0; read -r word && exit 0; kill -s KILL -- "-$group" 2>/dev/null
        """

    /// Runs `body` under guard. Where there is no `/bin/sh`, as in some containers, there is none either.
    /// - Parameters:
    ///   - grace: how long `body` may go on after its task was cancelled.
    ///   - body: passes the number of a process group to `watch` as soon as it is known.
    static func with<Value: Sendable>(
        outliving grace: Duration, _ body: (_ watch: @escaping @Sendable (pid_t) async throws -> Void) async throws -> Value
    ) async throws -> Value {
        BrokenPipes.areErrors
        guard FileManager.default.isExecutableFile(atPath: shell) else { return try await body { _ in } }
        var options = PlatformOptions()
        // Out of reach of a signal from the terminal.
        options.createSession = true
        // The command is ended first; the signal is one that the guard does not hear.
        options.teardownSequence = [.send(signal: .terminalClosed, allowedDurationToNextStep: grace + .seconds(60))]
        let result = try await Subprocess.run(
            .path(FilePath(shell)), arguments: ["-c", script], environment: .custom([:]), platformOptions: options, input: .inputWriter,
            output: .discarded, error: .discarded
        ) { execution in
            let writer = execution.standardInputWriter
            // Where it throws, the end of the pipe has the guard look after the group once more.
            let value = try await body { group in _ = try await writer.write("\(group)\n") }
            if !Task.isCancelled { _ = try await writer.write("done\n") }
            try await writer.finish()
            return value
        }
        return result.closureResult
    }
}
