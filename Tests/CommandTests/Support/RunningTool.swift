import Subprocess
import Synchronization

/// A `jobu` that runs beside the test.
struct RunningTool: Sendable {
    /// The number of its process.
    let pid: Int32
    private let signal: @Sendable (Signal) throws -> Void
    private let lines: Lines

    /// Starts the tool, runs `body` beside it, and waits for the process to end. When `body` throws, the process is killed.
    static func with(
        _ arguments: [String], in folder: String, program: String = "jobu", filesMax: Int? = nil,
        _ body: @escaping @Sendable (RunningTool) async throws -> Void
    ) async throws -> TerminationStatus {
        let result = try await Subprocess.run(
            .name("env"), arguments: Tool.arguments(folder, arguments, program: program, filesMax: filesMax), input: .none,
            output: .sequence, error: .combinedWithOutput
        ) { execution in
            let lines = Lines()
            let tool = RunningTool(pid: execution.processIdentifier.value, signal: { try execution.send(signal: $0) }, lines: lines)
            try await withThrowingTaskGroup(of: Void.self) { group in
                group.addTask {
                    for try await line in execution.standardOutput.strings() { lines.add(line) }
                    lines.end()
                }
                do {
                    try await body(tool)
                } catch {
                    try tool.send(.kill)
                    throw error
                }
                try await group.waitForAll()
            }
        }
        return result.terminationStatus
    }

    func send(_ signal: Signal) throws {
        try self.signal(signal)
    }

    /// Waits for a line that holds `text` and returns it.
    /// - Throws: `Missing` with everything that was written when the process ends without it.
    func line(containing text: String) async throws -> String {
        try await lines.first { $0.contains(text) }
    }

    /// The process ended without writing what the test waits for.
    struct Missing: Error {
        var written: [String]
    }
}

/// Lines as they come, for those who wait for one.
private final class Lines: Sendable {
    private struct State {
        var lines: [String] = []
        var isEnded = false
        var waiters: [CheckedContinuation<Void, Never>] = []
    }

    private let state = Mutex(State())

    func add(_ line: String) { change { $0.lines.append(line) } }

    func end() { change { $0.isEnded = true } }

    func first(where isWanted: (String) -> Bool) async throws -> String {
        var seen = 0
        while true {
            let (lines, isEnded) = state.withLock { ($0.lines, $0.isEnded) }
            if let line = lines[seen...].first(where: isWanted) { return line }
            if isEnded { throw RunningTool.Missing(written: lines) }
            seen = lines.count
            await waitForMore(than: seen)
        }
    }

    private func waitForMore(than seen: Int) async {
        await withCheckedContinuation { waiter in
            let isThere = state.withLock { state in
                if state.lines.count > seen || state.isEnded { return true }
                state.waiters.append(waiter)
                return false
            }
            if isThere { waiter.resume() }
        }
    }

    private func change(_ body: (inout State) -> Void) {
        let woken = state.withLock { state in
            body(&state)
            defer { state.waiters = [] }
            return state.waiters
        }
        for waiter in woken { waiter.resume() }
    }
}
