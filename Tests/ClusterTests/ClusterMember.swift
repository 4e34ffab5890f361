import Foundation
import Subprocess
import Synchronization

/// A dispatcher or worker of a cluster: a real process, which is started anew when it has died.
final class ClusterProcess: Sendable {
    private struct State {
        var send: (@Sendable (Signal) throws -> Void)?
        var processID: Int32?
        var isStopping = false
        var starts = 0
        var lastLines: [String] = []
    }

    private static let path = URL(fileURLWithPath: CommandLine.arguments[0]).deletingLastPathComponent()
        .appendingPathComponent("ClusterProbe").path

    let name: String
    private let role: String
    private let config: String
    private let environment: [String: String]
    private let state = Mutex(State())

    init(_ name: String, role: String, config: String, environment: [String: String] = [:]) {
        self.name = name
        self.role = role
        self.config = config
        self.environment = environment
    }

    var starts: Int { state.withLock(\.starts) }
    /// Whether it stands still, as after SIGSTOP.
    var isStopped: Bool {
        get throws {
            guard let process = state.withLock(\.processID) else { return false }
            let facts = try String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8)
            return facts.split(separator: ")").last?.hasPrefix(" T") ?? false
        }
    }

    /// The end of what it wrote, for a test that has failed.
    var lastLines: [String] { state.withLock(\.lastLines) }

    /// Runs the process, again and again, until `stop`.
    /// - Returns: how it ended when it was told to stop.
    func run() async throws -> TerminationStatus {
        while true {
            let settings = environment.map { "\($0)=\($1)" }
            let result = try await Subprocess.run(
                .name("env"), arguments: .init(settings + [Self.path, "run", role, "--config", config]), input: .none, output: .sequence,
                error: .combinedWithOutput
            ) { execution in
                self.state.withLock { state in
                    state.starts += 1
                    state.send = { try execution.send(signal: $0) }
                    state.processID = execution.processIdentifier.value
                }
                if self.state.withLock(\.isStopping) { try execution.send(signal: .terminate) }
                for try await line in execution.standardOutput.strings() {
                    self.state.withLock { state in
                        state.lastLines.append(line)
                        if state.lastLines.count > 40 { state.lastLines.removeFirst() }
                    }
                }
            }
            state.withLock { $0.send = nil }
            if state.withLock(\.isStopping) { return result.terminationStatus }
            try await ContinuousClock().sleep(for: .milliseconds(200))
        }
    }

    func send(_ signal: Signal) throws {
        try state.withLock(\.send)?(signal)
    }

    /// Tells it to drain and end.
    func stop() throws {
        state.withLock { $0.isStopping = true }
        try send(.terminate)
    }
}
