import Logging
import Synchronization

/// The output of one command: into the execution's log as far as it has room, and the last lines kept for the result.
final class CommandOutput: Sendable {
    enum Stream: String, Sendable { case stdout, stderr }

    /// Lines of each stream that the result or the error shows.
    static let tailMax = 10

    private struct State {
        var lines = 0
        var dropped = 0
        var tails: [Stream: [String]] = [:]
    }

    private let logger: Logger
    private let linesMax: Int
    private let state = Mutex(State())

    init(logger: Logger, linesMax: Int) {
        self.logger = logger
        self.linesMax = linesMax
    }

    func note(_ line: String, _ stream: Stream) {
        let hasRoom = state.withLock { state in
            var tail = state.tails[stream] ?? []
            if tail.count == Self.tailMax { tail.removeFirst() }
            state.tails[stream] = tail + [line]
            state.lines += 1
            if state.lines > linesMax { state.dropped += 1 }
            return state.lines <= linesMax
        }
        if hasRoom { logger.log(level: stream == .stderr ? .warning : .info, "\(line)") }
    }

    /// Says how much the log lacks.
    func end() {
        let dropped = state.withLock(\.dropped)
        if dropped > 0 {
            logger.warning("output limit reached; \(dropped) lines dropped (worker.builtin.shell.output_lines_max is \(linesMax))")
        }
    }

    var lineCount: Int { state.withLock(\.lines) }

    /// The last lines of a stream.
    func tail(_ stream: Stream) -> [String] {
        state.withLock { $0.tails[stream] ?? [] }
    }
}
