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
        return ChildExitError(description: lastWords.isEmpty ? why : "\(why)\nThe last lines of its standard error:\n\(lastWords)")
    }

    private static func words(_ exit: ChildExit, memoryLimit: Int?, lastWords: String) -> String {
        switch exit.cause {
        case .withdrawn: "it was cancelled before a process was free"
        case .notStarted(let why): "no process could be started for it: \(why)"
        case .process(_, .memory(let used, let limit)):
            "memory limit: it used \(mebibytes(used + (1 << 19) - 1)) MiB, more than the \(mebibytes(limit)) MiB it may; its process was killed"
        case .process(_, .brokenLine(let why)): "its process broke the line to its worker (\(why)) and was killed"
        case .process(_, .asked): "it did not end although it was cancelled; its process was killed (SIGKILL)"
        case .process(.exited(let code), nil):
            "its process ended with exit code \(code) before the handler returned; something in it called exit()"
        case .process(.signaled, nil) where lastWords.contains(ChildPipe.endsItself):
            "its process ended itself because it had lost its worker"
        case .process(.signaled(let signal), nil):
            isOutOfMemory(exit, memoryLimit, lastWords)
                ? "memory limit: it wanted more than the \(mebibytes(memoryLimit ?? 0)) MiB it may use; "
                    + "its process was ended by \(SignalName.of(signal))"
                : "its process was ended by \(SignalName.of(signal)): \(meaning(signal))"
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
            "a trap, by which Swift stops a program that cannot go on: fatalError, an index out of range, nil where there must be a value, "
                + "an arithmetic overflow"
        case "SIGSEGV": "it used memory that is not its own; most often a recursion without an end"
        case "SIGBUS": "it used memory that is not there, such as the end of a file that was cut"
        case "SIGABRT": "something in it called abort()"
        case "SIGKILL": "somebody killed it: a person, a program, or the system because it ran out of memory"
        case "SIGTERM": "somebody told it to end"
        case "SIGXCPU": "it used more processor time than it may"
        case "SIGSYS": "it called the system for something it may not have"
        default: "nothing in it said why"
        }
    }

    private static func mebibytes(_ bytes: Int) -> Int { (bytes + (1 << 19)) >> 20 }
}
