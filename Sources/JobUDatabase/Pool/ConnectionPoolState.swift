/// Who has which session, and who waits: the decisions of a pool, without any waiting of its own.
struct ConnectionPoolState<Connection: Sendable, Waiter: Sendable>: Sendable {
    /// What the caller of `acquire` does next.
    enum Acquire: Sendable {
        case use(Connection)
        /// There is room: open a session, then report `opened` by keeping it or `openFailed`.
        case open
        case wait
        case closed
    }

    /// What the caller of `release` does next.
    enum Release: Sendable {
        case handOver(Connection, to: Waiter)
        case keep
        case close(Connection)
    }

    private let sizeMax: Int
    private var idle: [Connection] = []
    /// Sessions that are lent out or being opened.
    private var lent = 0
    private var waiters: [(id: Int, waiter: Waiter)] = []
    private var isClosed = false

    init(sizeMax: Int) {
        self.sizeMax = sizeMax
    }

    mutating func acquire() -> Acquire {
        guard !isClosed else { return .closed }
        if let connection = idle.popLast() {
            lent += 1
            return .use(connection)
        }
        guard lent < sizeMax else { return .wait }
        lent += 1
        return .open
    }

    /// Puts a caller that was told to wait at the end of the line, or says what became possible meanwhile.
    mutating func enqueue(_ waiter: Waiter, id: Int) -> Acquire {
        let action = acquire()
        if case .wait = action { waiters.append((id, waiter)) }
        return action
    }

    /// Takes a caller out of the line; nil when it has been served already.
    mutating func abandon(id: Int) -> Waiter? {
        guard let position = waiters.firstIndex(where: { $0.id == id }) else { return nil }
        return waiters.remove(at: position).waiter
    }

    mutating func release(_ connection: Connection) -> Release {
        if isClosed {
            lent -= 1
            return .close(connection)
        }
        if !waiters.isEmpty {
            return .handOver(connection, to: waiters.removeFirst().waiter)
        }
        lent -= 1
        idle.append(connection)
        return .keep
    }

    /// A session could not be opened, or was found broken: its place is free. Returns the caller that may try next.
    mutating func discard() -> Waiter? {
        lent -= 1
        return waiters.isEmpty ? nil : waiters.removeFirst().waiter
    }

    /// Closes the pool: returns the idle sessions to close and the callers to turn away.
    mutating func close() -> (idle: [Connection], waiters: [Waiter]) {
        isClosed = true
        defer { (idle, waiters) = ([], []) }
        return (idle, waiters.map(\.waiter))
    }
}
