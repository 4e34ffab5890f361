import JobUTime
import Synchronization

/// Lends sessions to one caller at a time, first come first served.
///
/// A session that was idle for long, or while another was lost, is asked whether it lives before it is lent. When a session cannot be
/// opened its caller gets the error at once, and for a pause that doubles with each failure everybody else gets the same error instead
/// of a try of their own: a server that comes back is not met by all at the same moment.
final class ConnectionPool: Sendable {
    typealias Waiter = CheckedContinuation<Turn, any Error>
    private typealias State = ConnectionPoolState<any DatabaseConnection, Waiter>

    /// What a waiting caller gets: a session, or the permission to open one.
    enum Turn: Sendable {
        case use(any DatabaseConnection)
        case tryAgain
    }

    private let name: String
    private let configuration: PoolConfiguration
    private let time: TimeSource
    private let stopwatch: Stopwatch
    private let state: Mutex<State>
    private let waiterIDs = Atomic<Int>(0)
    private let metrics: PoolMetrics
    private let open: @Sendable () async throws -> any DatabaseConnection

    init(
        name: String, sessions: String = "all", _ configuration: PoolConfiguration, time: TimeSource,
        open: @escaping @Sendable () async throws -> any DatabaseConnection
    ) {
        self.name = name
        self.configuration = configuration
        self.time = time
        stopwatch = Stopwatch(time.clock)
        state = Mutex(State(configuration))
        metrics = PoolMetrics(database: name, sessions: sessions)
        self.open = open
    }

    /// Runs `body` with a session that is nobody else's meanwhile. A lost session is not lent again.
    /// - Parameter isHarmless: whether `body` has changed nothing when it throws this. Where the server had closed the session while nobody
    ///   used it, `body` then runs once more on another.
    func withConnection<Value: Sendable>(
        repeatingAfter isHarmless: @Sendable (any Error) -> Bool = { _ in false },
        _ body: @Sendable (any DatabaseConnection) async throws -> Value
    ) async throws -> Value {
        let (connection, wasIdle) = try await acquireNoting()
        do {
            return try await use(connection, body)
        } catch  where wasIdle && error.databaseError?.code == .connectionLost && isHarmless(error) {
            return try await use(try await acquire(), body)
        }
    }

    private func use<Value: Sendable>(
        _ connection: any DatabaseConnection, _ body: @Sendable (any DatabaseConnection) async throws -> Value
    ) async throws -> Value {
        do {
            let value = try await body(connection)
            await release(connection)
            return value
        } catch  where error.databaseError?.code == .connectionLost {
            await close(connection)
            discard(isLost: true)
            throw error
        } catch {
            await release(connection)
            throw error
        }
    }

    /// Keeps as many sessions open as are wanted at least, and closes those that were idle for too long, until the task is cancelled.
    func maintain() async throws {
        while true {
            while state.withLock({ $0.wantsMore(now: stopwatch.elapsed) }) {
                do { await release(try await openOne()) } catch {
                    break  // Callers get such errors; here the next round tries again.
                }
            }
            for connection in state.withLock({ $0.expire(now: stopwatch.elapsed) }) { await close(connection) }
            note()
            try await time.clock.sleep(for: min(configuration.idle / 2, .seconds(10)))
        }
    }

    func close() async throws {
        let (idle, waiters) = state.withLock { $0.close() }
        for waiter in waiters { waiter.resume(throwing: closedError) }
        for connection in idle { try await connection.close() }
    }

    // MARK: - Lending

    func acquire() async throws -> any DatabaseConnection {
        try await acquireNoting().connection
    }

    /// Says too whether nobody had used the session before: the server may have closed it meanwhile.
    private func acquireNoting() async throws -> (connection: any DatabaseConnection, wasIdle: Bool) {
        let begun = stopwatch.elapsed
        while true {
            switch state.withLock({ $0.acquire(now: stopwatch.elapsed) }) {
            case .use(let connection): return (connection, true)
            case .check(let connection):
                if await lives(connection) { return (connection, true) }
            case .open: return (try await openOne(), false)
            case .refused(let error): throw error
            case .closed: throw closedError
            case .wait:
                let turn = try await waitForTurn(until: begun + configuration.acquireTimeout)
                metrics.recordWait(stopwatch.elapsed - begun)
                if case .use(let connection) = turn { return (connection, false) }
            }
        }
    }

    func release(_ connection: any DatabaseConnection) async {
        if configuration.lendsOnce {
            await close(connection)
            return discard(isLost: false)
        }
        switch state.withLock({ $0.release(connection, now: stopwatch.elapsed) }) {
        case .handOver(let connection, let waiter): waiter.resume(returning: .use(connection))
        case .keep: break
        case .close(let connection): await close(connection)
        }
    }

    /// A session that was lent is not to be lent again; its caller has closed it.
    func discard(isLost: Bool) {
        state.withLock { $0.discard(isLost: isLost, now: stopwatch.elapsed) }?.resume(returning: .tryAgain)
    }

    private func lives(_ connection: any DatabaseConnection) async -> Bool {
        do {
            try await connection.ping()
            return true
        } catch {
            // Whatever it says: another is opened instead.
            await close(connection)
            discard(isLost: true)
            return false
        }
    }

    private func openOne() async throws -> any DatabaseConnection {
        do {
            let connection = try await open()
            metrics.recordOpen()
            state.withLock { $0.opened(idleMax: connection.idleMax) }
            note()
            return connection
        } catch {
            metrics.recordOpenFailure()
            let turnedAway = state.withLock { $0.openFailed(error, now: stopwatch.elapsed, random: time.random()) }
            for waiter in turnedAway { waiter.resume(throwing: error) }
            throw error
        }
    }

    private func close(_ connection: any DatabaseConnection) async {
        do { try await connection.close() } catch {
            // It is thrown away in any case, and nobody is left to tell.
        }
    }

    private func note() {
        let (size, inUse, waiting) = state.withLock { ($0.size, $0.lent, $0.waiting) }
        metrics.note(size: size, inUse: inUse, waiting: waiting)
    }

    private var closedError: SQLError { SQLError(.connectionLost, "the pool of database '\(name)' is closed") }

    // MARK: - Waiting

    /// Waits in line, for as long as is allowed: only callers that wait need a timer.
    private func waitForTurn(until deadline: Duration) async throws -> Turn {
        let id = waiterIDs.add(1, ordering: .relaxed).newValue
        return try await withThrowingTaskGroup(of: Turn?.self) { group in
            group.addTask { try await self.waitInLine(id) }
            group.addTask { [time, stopwatch] in
                do { try await time.clock.sleep(for: max(.zero, deadline - stopwatch.elapsed)) } catch {
                    // Cancelled, as is the one in line.
                }
                return nil
            }
            defer { group.cancelAll() }
            while let turn = try await group.next() {
                if let turn { return turn }
                // The time is over. The one in line may have been served at this moment: then its session is used, not forgotten.
                let error = Task.isCancelled ? CancellationError() as any Error : timeoutError()
                if abandon(id, error) { metrics.recordTimeout() }
            }
            throw CancellationError()
        }
    }

    private func waitInLine(_ id: Int) async throws -> Turn {
        try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                if Task.isCancelled { return waiter.resume(throwing: CancellationError()) }
                let now = stopwatch.elapsed
                let action = state.withLock { state in
                    let action = state.enqueue(waiter, id: id, now: now)
                    // What became possible meanwhile is asked for again, so that it happens in one place.
                    state.undo(action, now: now)
                    return action
                }
                switch action {
                case .use, .check, .open, .refused: waiter.resume(returning: .tryAgain)
                case .closed: waiter.resume(throwing: closedError)
                case .wait: if Task.isCancelled { abandon(id, CancellationError()) }
                }
            }
        } onCancel: {
            abandon(id, CancellationError())
        }
    }

    /// Returns whether the caller was still in line.
    @discardableResult
    private func abandon(_ id: Int, _ error: any Error) -> Bool {
        let waiter = state.withLock { $0.abandon(id: id) }
        waiter?.resume(throwing: error)
        return waiter != nil
    }

    private func timeoutError() -> SQLError {
        let (inUse, waiting) = state.withLock { ($0.lent, $0.waiting) }
        return SQLError(
            .timeout,
            "no connection of database '\(name)' became free within \(configuration.acquireTimeout); all \(inUse) are in use and "
                + "\(waiting) more callers wait; raise pool.max, or find what keeps them in use")
    }
}
