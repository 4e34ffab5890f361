/// Who has which session, and who waits: the decisions of a pool, without any waiting or clock of its own. Times are what the pool's
/// clock shows since the pool was made.
struct ConnectionPoolState<Connection: Sendable, Waiter: Sendable>: Sendable {
    /// What the caller of `acquire` does next.
    enum Acquire: Sendable {
        case use(Connection)
        /// It was idle for long, or sessions were lost meanwhile: ask it first whether it lives.
        case check(Connection)
        /// There is room: open a session, then report `opened` or `openFailed`.
        case open
        case wait
        /// The last tries to open one failed, and it is too early for the next.
        case refused(any Error)
        case closed
    }

    /// What the caller of `release` does next.
    enum Release: Sendable {
        case handOver(Connection, to: Waiter)
        case keep
        case close(Connection)
    }

    private struct Idle: Sendable {
        var connection: Connection
        var since: Duration
    }

    /// The pause after the first failed try; it doubles with each, up to the longest.
    private static var backoffBase: Duration { .milliseconds(100) }
    private static var backoffMax: Duration { .seconds(5) }

    private let configuration: PoolConfiguration
    /// The longest idle first.
    private var idle: [Idle] = []
    /// Sessions that are lent out or being opened.
    private(set) var lent = 0
    private var opening = 0
    private var waiters: [(id: Int, waiter: Waiter)] = []
    private var isClosed = false
    /// When a session was last found lost: those that were idle then may be lost as well.
    private var lostAt: Duration?
    /// How long the server leaves a session open that nobody uses; nil for as long as we like.
    private var serverIdleMax: Duration?
    private var failures = 0
    private var nextTryAt: Duration = .zero
    private(set) var lastOpenError: (any Error)?

    init(_ configuration: PoolConfiguration) {
        self.configuration = configuration
    }

    var waiting: Int { waiters.count }
    var size: Int { lent + idle.count }

    mutating func acquire(now: Duration) -> Acquire {
        guard !isClosed else { return .closed }
        if let last = idle.popLast() {
            lent += 1
            // Well before the server's own limit: the clocks of both count from other moments.
            let trusted = Swift.min(configuration.checkAfterIdle, serverIdleMax.map { $0 / 2 } ?? configuration.checkAfterIdle)
            let isDoubtful = now - last.since > trusted || lostAt.map { last.since <= $0 } ?? false
            return isDoubtful ? .check(last.connection) : .use(last.connection)
        }
        guard lent < configuration.max else { return .wait }
        if failures > 0, let lastOpenError, opening > 0 || now < nextTryAt { return .refused(lastOpenError) }
        lent += 1
        opening += 1
        return .open
    }

    /// - Parameter idleMax: how long the server leaves it open unused.
    mutating func opened(idleMax: Duration? = nil) {
        serverIdleMax = idleMax
        opening -= 1
        failures = 0
        lastOpenError = nil
    }

    /// A session could not be opened: its place is free. Returns the callers that wait, who are told why.
    mutating func openFailed(_ error: any Error, now: Duration, random: Double) -> [Waiter] {
        opening -= 1
        lent -= 1
        failures += 1
        lastOpenError = error
        let pause = Swift.min(Self.backoffBase * (1 << Swift.min(failures - 1, 10)), Self.backoffMax)
        nextTryAt = now + pause * (0.5 + random / 2)
        // With no session left that could come back to them, they would wait for nothing.
        guard lent == 0 else { return [] }
        defer { waiters = [] }
        return waiters.map(\.waiter)
    }

    /// Puts a caller that was told to wait at the end of the line, or says what became possible meanwhile.
    mutating func enqueue(_ waiter: Waiter, id: Int, now: Duration) -> Acquire {
        let action = acquire(now: now)
        if case .wait = action { waiters.append((id, waiter)) }
        return action
    }

    /// Takes a caller out of the line; nil when it has been served already.
    mutating func abandon(id: Int) -> Waiter? {
        guard let position = waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return waiters.remove(at: position).waiter
    }

    mutating func release(_ connection: Connection, now: Duration) -> Release {
        if isClosed {
            lent -= 1
            return .close(connection)
        }
        if !waiters.isEmpty {
            return .handOver(connection, to: waiters.removeFirst().waiter)
        }
        lent -= 1
        idle.append(Idle(connection: connection, since: now))
        return .keep
    }

    /// Puts an acquired session back as it was, when nothing became of acquiring it.
    mutating func undo(_ action: Acquire, now: Duration) {
        switch action {
        case .use(let connection), .check(let connection):
            lent -= 1
            idle.append(Idle(connection: connection, since: now))
        case .open:
            lent -= 1
            opening -= 1
        case .wait, .refused, .closed: break
        }
    }

    /// A session was found broken: its place is free. Returns the caller that may try next.
    mutating func discard(isLost: Bool, now: Duration) -> Waiter? {
        lent -= 1
        if isLost { lostAt = now }
        return waiters.isEmpty ? nil : waiters.removeFirst().waiter
    }

    /// Takes out the sessions that were idle for too long, or that the server is about to close.
    mutating func expire(now: Duration) -> [Connection] {
        let surplus = Swift.max(0, size - configuration.min)
        let doomed = serverIdleMax.map { max in idle.prefix { now - $0.since > max * 3 / 4 }.count } ?? 0
        let unused = idle.prefix(surplus).prefix { now - $0.since > configuration.idle }.count
        let expired = idle.prefix(Swift.max(doomed, unused))
        idle.removeFirst(expired.count)
        return expired.map(\.connection)
    }

    /// Whether one more session shall be opened to have as many as wanted at least.
    mutating func wantsMore(now: Duration) -> Bool {
        guard !isClosed, size < configuration.min, failures == 0 || now >= nextTryAt else { return false }
        lent += 1
        opening += 1
        return true
    }

    /// Closes the pool: returns the idle sessions to close and the callers to turn away.
    mutating func close() -> (idle: [Connection], waiters: [Waiter]) {
        isClosed = true
        defer { (idle, waiters) = ([], []) }
        return (idle.map(\.connection), waiters.map(\.waiter))
    }
}
