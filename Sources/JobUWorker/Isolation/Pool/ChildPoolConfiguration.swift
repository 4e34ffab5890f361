/// How a pool of children works.
package struct ChildPoolConfiguration: Sendable, Equatable {
    /// Children at the same time.
    package var sizeMax = 10
    /// Children kept ready beyond those that are busy.
    package var spare = 2
    /// Runs after which a child is replaced.
    package var executionsMax = 1_000
    /// Bytes of its own memory at which a child is replaced after an execution.
    package var memoryMax = 256 << 20
    /// How long an idle child beyond `spare` is kept.
    package var idle: Duration = .seconds(60)
    /// How long a child may take to start.
    package var startTimeout: Duration = .seconds(30)
    /// Between SIGTERM and SIGKILL.
    package var killGrace: Duration = .seconds(2)
    /// How long a busy child goes on without a sign of its worker.
    package var heartbeatTimeout: Duration = .seconds(15)
    /// Time between two looks at the memory of children whose execution has a limit.
    var watchInterval: Duration = .milliseconds(100)

    package init() {}
}

/// The program that children are.
package struct ChildCommand: Sendable {
    package var path: String
    package var arguments: [String]
    package var environment: [String: String]

    package init(path: String, arguments: [String], environment: [String: String]) {
        self.path = path
        self.arguments = arguments
        self.environment = environment
    }

    /// What is meant for this process alone: systemd's sockets and watchdog.
    private static let ofThisProcess = ["NOTIFY_SOCKET", "LISTEN_FDS", "LISTEN_PID", "LISTEN_FDNAMES", "WATCHDOG_USEC", "WATCHDOG_PID"]

    /// The program of this process once more, with its arguments: also where its file was replaced or deleted since.
    package static func again(arguments: [String], environment: [String: String]) -> ChildCommand {
        var inherited = environment.filter { !ofThisProcess.contains($0.key) }
        // A trap shows in its signal. A backtrace of each would take seconds, and can be switched on.
        if inherited["SWIFT_BACKTRACE"] == nil { inherited["SWIFT_BACKTRACE"] = "enable=no" }
        return ChildCommand(path: "/proc/self/exe", arguments: arguments, environment: inherited)
    }
}
