import CJobULibPQ
import Dispatch
import Synchronization

/// What it takes to interrupt a session's statement from another thread.
// PQcancel may be called from any thread, and nothing else is done with the handle until it is freed.
final class PostgresCanceller: @unchecked Sendable {
    private let handle: OpaquePointer?

    init(_ connection: OpaquePointer) {
        handle = PQgetCancel(connection)
    }

    deinit {
        PQfreeCancel(handle)
    }

    /// Asks the server, over a connection of its own, to stop the session's statement; blocks until it knows.
    func cancel() {
        var message = [CChar](repeating: 0, count: 256)
        // A failure means that the server is not reached: the statement then ends by the session's own timeouts.
        _ = PQcancel(handle, &message, Int32(message.count))
    }
}

/// One use of a session by one task. It can be cancelled while its statement runs, and not a moment later.
final class PostgresCall: Sendable {
    private enum State {
        case waiting, running, ended
        /// Cancelled before its statement began.
        case refused
        /// The server is being asked: `ended` when the statement is over, `asked` when nobody asks the server any more.
        case cancelling(ended: DispatchSemaphore, asked: DispatchSemaphore)
    }

    /// Telling the server blocks: never on the shared thread pool.
    private static let queue = DispatchQueue(label: "jobu.postgres.cancel", attributes: .concurrent)

    private let state = Mutex(State.waiting)
    private let canceller: PostgresCanceller

    init(_ canceller: PostgresCanceller) {
        self.canceller = canceller
    }

    /// The statement is about to be sent.
    /// - Throws: `CancellationError` when it must not be.
    func start() throws {
        try state.withLock { state in
            guard case .waiting = state else { throw CancellationError() }
            state = .running
        }
    }

    /// Stops the statement if it runs, and keeps it from starting if not.
    func cancel() {
        state.withLock { state in
            switch state {
            case .waiting: state = .refused
            case .running:
                let (ended, asked) = (DispatchSemaphore(value: 0), DispatchSemaphore(value: 0))
                state = .cancelling(ended: ended, asked: asked)
                Self.queue.async { [canceller] in
                    // Again and again: the server ignores what comes before the statement itself.
                    repeat { canceller.cancel() } while ended.wait(timeout: .now() + .milliseconds(100)) == .timedOut
                    asked.signal()
                }
            case .refused, .cancelling, .ended: break
            }
        }
    }

    /// The statement is over. Returns, once no cancellation is under way that could hit the next one, whether there was one.
    func end() -> Bool {
        let last = state.withLock { state in
            defer { state = .ended }
            return state
        }
        guard case .cancelling(let ended, let asked) = last else { return false }
        ended.signal()
        asked.wait()
        return true
    }
}
