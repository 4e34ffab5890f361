import JobUModel

/// The child process of an execution ended before its handler returned. Another attempt may help.
struct ChildExitError: Error, CustomStringConvertible {
    let description: String
}

/// Explains to operators why a child process ended before its handler returned.
enum ChildExitMessage {
    static func error(
        _ exit: ChildExit, of execution: ClaimedExecution, memoryLimit: Int?, lastWords: String
    ) -> any Error {
        if exit.cause == .withdrawn { return CancellationError() }
        let why = words(exit, memoryLimit: memoryLimit, lastWords: lastWords)
        return ChildExitError(description: lastWords.isEmpty ? why : "\(why)\nThe last lines of stderr:\n\(lastWords)")
    }

    private static func words(_ exit: ChildExit, memoryLimit: Int?, lastWords: String) -> String {
        switch exit.cause {
        case .withdrawn: "cancelled before a child process was free"
        case .notStarted(let why): "the child process could not be started: \(why)"
        case .process(_, .memory(let used, let limit)):
            "memory limit exceeded: the child process used \(mebibytes(used + (1 << 19) - 1)) MiB of at most \(mebibytes(limit)) MiB and was killed"
        case .process(_, .brokenLine(let why)): "the child process broke its pipe to the worker (\(why)) and was killed"
        case .process(_, .asked): "the handler did not stop when cancelled; its child process was killed (SIGKILL)"
        case .process(.exited(let code), nil):
            "the child process exited with code \(code) before the handler returned; its code called exit()"
        case .process(.signaled, nil) where lastWords.contains(ChildPipe.endsItself):
            "the child process exited because it lost its worker"
        case .process(.signaled(let signal), nil):
            isOutOfMemory(exit, memoryLimit, lastWords)
                ? "memory limit exceeded: the child process needs more than \(mebibytes(memoryLimit ?? 0)) MiB; "
                    + "the child process was killed by \(SignalName.of(signal))"
                : "the child process was killed by \(SignalName.of(signal)): \(meaning(signal))"
        }
    }

    /// The kernel refused memory before anybody saw how much was used.
    private static func isOutOfMemory(_ exit: ChildExit, _ limit: Int?, _ lastWords: String) -> Bool {
        guard let limit else { return false }
        return exit.peakMemory ?? 0 >= limit || ["failed to allocate", "Could not allocate memory"].contains { lastWords.contains($0) }
    }

    private static func meaning(_ signal: Int32) -> String {
        switch SignalName.of(signal) {
        case "SIGILL", "SIGTRAP":
            "a Swift runtime trap: fatalError, an index out of range, an unexpected nil, an arithmetic overflow"
        case "SIGSEGV": "invalid memory access; most often an endless recursion"
        case "SIGBUS": "access to missing memory, such as the end of a truncated file"
        case "SIGABRT": "its code called abort()"
        case "SIGKILL": "killed from outside, or by the system when memory ran out"
        case "SIGTERM": "terminated from outside"
        case "SIGXCPU": "CPU time limit exceeded"
        case "SIGSYS": "a forbidden system call"
        default: "unknown cause"
        }
    }

    private static func mebibytes(_ bytes: Int) -> Int { (bytes + (1 << 19)) >> 20 }
}
