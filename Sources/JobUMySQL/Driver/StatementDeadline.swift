import Dispatch
import JobUTime
import Synchronization

/// Ends statements of one session that take too long, by asking over another session, where the server itself does that only for those
/// that read.
///
/// It checks the session some times per limit, while statements run, and so reads no clock: a statement ends at most an eighth of the
/// limit late.
final class StatementDeadline: Sendable {
    private struct State {
        var watch = StatementWatch()
        var isTicking = false
    }

    private let tick: DispatchTimeInterval
    private let queue: DispatchQueue
    private let interrupt: @Sendable () -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - limit: the longest that a statement may take.
    ///   - queue: where it checks and interrupts; the session's own thread is busy then.
    ///   - interrupt: has the server end what the session runs; returns when the server knows.
    init(_ limit: Duration, on queue: DispatchQueue, interrupt: @escaping @Sendable () -> Void) {
        tick = .milliseconds(Int(clamping: max(1, limit.milliseconds / Int64(StatementWatch.checksMax))))
        self.queue = queue
        self.interrupt = interrupt
    }

    /// A statement begins, or the next one of a batch.
    func begin() {
        let isFirst = state.withLock { state in
            state.watch.begin()
            defer { state.isTicking = true }
            return !state.isTicking
        }
        if isFirst { check() }
    }

    /// The statement has ended. Waits for a request that is on its way.
    /// - Returns: whether one was sent since the last `end`.
    func end() -> Bool {
        state.withLock { $0.watch.end() }
    }

    private func check() {
        queue.asyncAfter(deadline: .now() + tick) { [weak self] in
            guard let self else { return }
            let goesOn = state.withLock { state in
                switch state.watch.check() {
                case .wait: return true
                case .rest:
                    state.isTicking = false
                    return false
                case .interrupt:
                    interrupt()
                    state.isTicking = false
                    return false
                }
            }
            if goesOn { check() }
        }
    }
}

/// How often a running statement was checked. Pure.
struct StatementWatch {
    enum Decision { case wait, rest, interrupt }

    /// Checks per limit.
    static let checksMax = 8

    private var number: UInt64 = 0
    private var isRunning = false
    private var wasInterrupted = false
    private var seen: UInt64 = 0
    private var checks = 0

    mutating func begin() {
        number += 1
        isRunning = true
    }

    mutating func end() -> Bool {
        defer { (isRunning, wasInterrupted) = (false, false) }
        return wasInterrupted
    }

    /// What to do at a check: the first of a statement may come at once after its begin, and does not count.
    mutating func check() -> Decision {
        guard isRunning, !wasInterrupted else { return .rest }
        guard seen == number else {
            (seen, checks) = (number, 0)
            return .wait
        }
        checks += 1
        guard checks >= Self.checksMax else { return .wait }
        wasInterrupted = true
        return .interrupt
    }
}
