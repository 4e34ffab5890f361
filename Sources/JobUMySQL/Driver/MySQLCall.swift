import Dispatch
import Synchronization

/// One use of a session by one task. It can be cancelled while its statement runs, and not a moment later.
final class MySQLCall: Sendable {
    private enum State { case waiting, running, ended, refused, cancelled }

    /// Telling the server blocks: never on the shared thread pool.
    static let queue = DispatchQueue(label: "jobu.mysql.cancel", attributes: .concurrent)

    private let state = Mutex(State.waiting)
    private let interrupt: @Sendable () -> Void

    /// - Parameter interrupt: asks the server to stop the session's statement; returns when the server knows.
    init(_ interrupt: @escaping @Sendable () -> Void) {
        self.interrupt = interrupt
    }

    /// The statement is about to be sent.
    /// - Throws: `CancellationError` when it must not be.
    func start() throws {
        try state.withLock { state in
            guard state == .waiting else { throw CancellationError() }
            state = .running
        }
    }

    /// Stops the statement if it runs, and keeps it from starting if not.
    func cancel() {
        Self.queue.async { [self] in
            state.withLock { state in
                switch state {
                case .waiting: state = .refused
                case .running:
                    // Under the lock: the call cannot end meanwhile.
                    interrupt()
                    state = .cancelled
                case .refused, .cancelled, .ended: break
                }
            }
        }
    }

    /// The statement is over. Returns, once no cancellation is under way that could hit the next one, whether there was one.
    func end() -> Bool {
        state.withLock { state in
            defer { state = .ended }
            return state == .cancelled
        }
    }
}
