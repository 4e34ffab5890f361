import Dispatch
import JobUTime
import Synchronization

/// Ends statements of one session that take too long, by asking over another session, where the server itself does that only for those
/// that read.
///
/// It looks at the session some times per limit, while statements run, and so reads no clock: a statement ends at most an eighth of the
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
    ///   - queue: where it looks and interrupts; the session's own thread is busy then.
    ///   - interrupt: has the server end what the session runs; returns when the server knows.
    init(_ limit: Duration, on queue: DispatchQueue, interrupt: @escaping @Sendable () -> Void) {
        tick = .milliseconds(Int(clamping: max(1, limit.milliseconds / Int64(StatementWatch.looksMax))))
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
        if isFirst { look() }
    }

    /// The statement has ended. Waits for a request that is on its way.
    /// - Returns: whether one was sent since the last `end`.
    func end() -> Bool {
        state.withLock { $0.watch.end() }
    }

    private func look() {
        queue.asyncAfter(deadline: .now() + tick) { [weak self] in
            guard let self else { return }
            let goesOn = state.withLock { state in
                switch state.watch.look() {
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
            if goesOn { look() }
        }
    }
}

/// How often a running statement was looked at. Pure.
struct StatementWatch {
    enum Decision { case wait, rest, interrupt }

    /// Looks per limit.
    static let looksMax = 8

    private var number: UInt64 = 0
    private var isRunning = false
    private var wasInterrupted = false
    private var seen: UInt64 = 0
    private var looks = 0

    mutating func begin() {
        number += 1
        isRunning = true
    }

    mutating func end() -> Bool {
        defer { (isRunning, wasInterrupted) = (false, false) }
        return wasInterrupted
    }

    /// What to do at a look: the first of a statement may come at once after its begin, and does not count.
    mutating func look() -> Decision {
        guard isRunning, !wasInterrupted else { return .rest }
        guard seen == number else {
            (seen, looks) = (number, 0)
            return .wait
        }
        looks += 1
        guard looks >= Self.looksMax else { return .wait }
        wasInterrupted = true
        return .interrupt
    }
}
