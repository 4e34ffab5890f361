import Foundation
import JobUDatabase
import Subprocess
import Synchronization

#if canImport(System)
    import System
#else
    import SystemPackage
#endif

/// One command from its start to the end of its whole process group.
struct CommandRunner: Sendable {
    let plan: ShellPlan
    let stdin: [UInt8]
    let killAfter: Duration
    let output: CommandOutput

    /// Returns when the command has ended and nothing of its group is left. When the task is cancelled the group gets TERM and, after
    /// `killAfter`, KILL.
    /// - Throws: `SubprocessError` when the command cannot be started.
    func run() async throws -> TerminationStatus {
        try await CommandGuard.with(outliving: killAfter) { watch in
            let group = ProcessGroup()
            defer { group.killRest() }
            return try await start(group, watch)
        }
    }

    private func start(_ group: ProcessGroup, _ watch: @Sendable (pid_t) async throws -> Void) async throws -> TerminationStatus {
        var options = PlatformOptions()
        options.processGroupID = 0
        options.teardownSequence = [.send(signal: .terminate, toProcessGroup: true, allowedDurationToNextStep: killAfter)]
        let environment = Dictionary(uniqueKeysWithValues: plan.environment.map { (Environment.Key(stringLiteral: $0), $1) })
        let result = try await Subprocess.run(
            .path(FilePath(plan.executable)), arguments: Arguments(plan.arguments), environment: .custom(environment),
            workingDirectory: FilePath(plan.directory), platformOptions: options, input: .inputWriter, output: .sequence, error: .sequence
        ) { execution in
            group.note(execution.processIdentifier.value)
            try await watch(execution.processIdentifier.value)
            // Also after a cancellation: a command may have something to say when it gets TERM.
            try await shieldedFromCancellation { try await transfer(execution) }
        }
        return result.terminationStatus
    }

    /// The streams end with the command, even where a process that it left behind keeps them open.
    private func transfer(_ execution: Execution<CustomWriteInput, SequenceOutput, SequenceOutput>) async throws {
        try await withThrowingTaskGroup(of: Void.self) { streams in
            streams.addTask { try await write(execution.standardInputWriter) }
            streams.addTask { try await read(execution.standardOutput, .stdout) }
            streams.addTask { try await read(execution.standardError, .stderr) }
            try await streams.waitForAll()
        }
    }

    /// A command need not read what it is given: it ends as it ends.
    private func write(_ writer: StandardInputWriter) async throws {
        do {
            if !stdin.isEmpty { _ = try await writer.write(stdin) }
        } catch {
            // It has closed its stdin, or has ended.
        }
        // Whatever happens: a writer that is not finished ends the process.
        try await writer.finish()
    }

    private func read(_ pieces: SubprocessOutputSequence, _ stream: CommandOutput.Stream) async throws {
        var lines = LineSplitter()
        for try await piece in pieces {
            piece.withUnsafeBytes { bytes in lines.take(bytes) { output.note($0, stream) } }
        }
        lines.end { output.note($0, stream) }
    }
}

/// The processes that a command has started and that have not left its group.
private final class ProcessGroup: Sendable {
    private let leader = Mutex<pid_t?>(nil)

    func note(_ pid: pid_t) {
        leader.withLock { $0 = pid }
    }

    /// The number stays the group's for as long as anybody is in it.
    func killRest() {
        guard let pid = leader.withLock(\.self), pid > 1 else { return }
        kill(-pid, SIGKILL)
    }
}
