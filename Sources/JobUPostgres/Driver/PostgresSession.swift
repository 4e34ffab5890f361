import CJobULibPQ
import Dispatch
import JobUDatabase
import Synchronization

/// The queue on which one session's calls of libpq block, so that Swift's shared threads never do.
final class PostgresSession: Sendable {
    private let link: PostgresLink
    private let queue: DispatchQueue
    /// Requests to cancel travel on sessions of their own, and wait for the network here.
    private static let cancelQueue = DispatchQueue(label: "jobu.postgres.cancel", attributes: .concurrent)

    private init(_ link: PostgresLink, _ queue: DispatchQueue) {
        self.link = link
        self.queue = queue
    }

    deinit {
        // Nobody else has the link any more; closing may write to the network.
        queue.async { [link] in link.close() }
    }

    static func open(_ configuration: PostgresConfiguration) async throws -> PostgresSession {
        let queue = DispatchQueue(label: "jobu.postgres")
        let link = try await withCheckedThrowingContinuation { continuation in
            queue.async { continuation.resume(with: Result { try PostgresLink(configuration) }) }
        }
        return PostgresSession(link, queue)
    }

    /// Runs `work` on the session's queue. When the task is cancelled meanwhile the server is asked to stop the statement, and
    /// `CancellationError` is thrown once it has.
    func perform<Value: Sendable>(
        isCancellable: Bool = true, _ work: @escaping @Sendable (PostgresLink) throws -> Value
    ) async throws -> Value {
        guard isCancellable else { return try await run(nil, work) }
        try Task.checkCancellation()
        let call = CancellableCall()
        return try await withTaskCancellationHandler {
            try await run(call, work)
        } onCancel: {
            Self.cancelQueue.async { [link] in call.cancel { link.cancelRunningStatement() } }
        }
    }

    private func run<Value: Sendable>(
        _ call: CancellableCall?, _ work: @escaping @Sendable (PostgresLink) throws -> Value
    ) async throws -> Value {
        try await withCheckedThrowingContinuation { continuation in
            queue.async { [link] in
                guard call?.begin() ?? true else { return continuation.resume(throwing: CancellationError()) }
                var outcome = Result { try work(link) }
                if call?.end() ?? false {
                    // The request may have come after the statement: let it hit this empty one, not the next.
                    if case .success = outcome { link.absorbCancellation() }
                    if case .failure(let error as DatabaseError) = outcome, error.serverCode == PostgresError.queryCanceled {
                        outcome = .failure(CancellationError())
                    }
                }
                continuation.resume(with: outcome)
            }
        }
    }

    /// Closes the connection; later calls fail.
    func close() async {
        await withCheckedContinuation { continuation in
            queue.async { [link] in
                link.close()
                continuation.resume()
            }
        }
    }
}

/// One call that may be cancelled from elsewhere, exactly while it runs.
final class CancellableCall: Sendable {
    private enum State { case waiting, running, ended, cancelledBefore, cancelled }

    private let state = Mutex(State.waiting)

    /// False when it was cancelled before it began.
    func begin() -> Bool {
        state.withLock { state in
            guard state == .waiting else { return false }
            state = .running
            return true
        }
    }

    /// Returns whether `cancel` has interrupted it. Waits for a request that is on its way.
    func end() -> Bool {
        state.withLock { state in
            defer { state = .ended }
            return state == .cancelled
        }
    }

    /// Calls `interrupt` while the call cannot end.
    func cancel(_ interrupt: () -> Void) {
        state.withLock { state in
            switch state {
            case .waiting: state = .cancelledBefore
            case .running:
                interrupt()
                state = .cancelled
            case .ended, .cancelledBefore, .cancelled: break
            }
        }
    }
}
