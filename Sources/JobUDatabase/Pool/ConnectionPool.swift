import Synchronization

/// Lends sessions to one caller at a time, first come first served.
final class ConnectionPool: Sendable {
    private typealias Waiter = CheckedContinuation<Turn, any Error>
    private typealias State = ConnectionPoolState<any DatabaseConnection, Waiter>

    /// What a waiting caller gets: a session, or the room to open one.
    private enum Turn: Sendable {
        case use(any DatabaseConnection)
        case tryAgain
    }

    private let state: Mutex<State>
    private let waiterIDs = Atomic<Int>(0)
    private let open: @Sendable () async throws -> any DatabaseConnection

    init(sizeMax: Int, open: @escaping @Sendable () async throws -> any DatabaseConnection) {
        state = Mutex(State(sizeMax: sizeMax))
        self.open = open
    }

    /// Runs `body` with a session that is nobody else's meanwhile. A lost session is not lent again.
    func withConnection<Value: Sendable>(
        _ body: @Sendable (any DatabaseConnection) async throws -> Value
    ) async throws -> Value {
        let connection = try await acquire()
        do {
            let value = try await body(connection)
            await release(connection)
            return value
        } catch  where Self.isLost(error) {
            discard()
            throw error
        } catch {
            await release(connection)
            throw error
        }
    }

    func close() async throws {
        let (idle, waiters) = state.withLock { $0.close() }
        for waiter in waiters { waiter.resume(throwing: Self.closedError) }
        for connection in idle { try await connection.close() }
    }

    func acquire() async throws -> any DatabaseConnection {
        while true {
            switch state.withLock({ $0.acquire() }) {
            case .use(let connection): return connection
            case .open: return try await openOne()
            case .closed: throw Self.closedError
            case .wait:
                if case .use(let connection) = try await waitForTurn() { return connection }
            }
        }
    }

    private func openOne() async throws -> any DatabaseConnection {
        do {
            return try await open()
        } catch {
            discard()
            throw error
        }
    }

    private func waitForTurn() async throws -> Turn {
        let id = waiterIDs.add(1, ordering: .relaxed).newValue
        return try await withTaskCancellationHandler {
            try await withCheckedThrowingContinuation { (waiter: Waiter) in
                if Task.isCancelled { return waiter.resume(throwing: CancellationError()) }
                switch state.withLock({ $0.enqueue(waiter, id: id) }) {
                case .use(let connection): waiter.resume(returning: .use(connection))
                case .open:
                    // The room is given back and asked for again, so that opening happens in one place.
                    discard()
                    waiter.resume(returning: .tryAgain)
                case .closed: waiter.resume(throwing: Self.closedError)
                case .wait: if Task.isCancelled { abandon(id) }
                }
            }
        } onCancel: {
            abandon(id)
        }
    }

    private func abandon(_ id: Int) {
        state.withLock { $0.abandon(id: id) }?.resume(throwing: CancellationError())
    }

    func release(_ connection: any DatabaseConnection) async {
        switch state.withLock({ $0.release(connection) }) {
        case .handOver(let connection, let waiter): waiter.resume(returning: .use(connection))
        case .keep: break
        case .close(let connection):
            do { try await connection.close() } catch {
                // The pool is closed: nobody is left to tell.
            }
        }
    }

    func discard() {
        state.withLock { $0.discard() }?.resume(returning: .tryAgain)
    }

    /// Whether the session is gone, at whichever stage of a transaction it went.
    private static func isLost(_ error: any Error) -> Bool {
        switch error {
        case let error as DatabaseError: error.code == .connectionLost
        case let error as TransactionError: isLost(error.underlying)
        default: false
        }
    }

    private static let closedError = DatabaseError(.connectionLost, "the pool is closed")
}
