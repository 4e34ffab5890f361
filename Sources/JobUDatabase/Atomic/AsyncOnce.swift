import Synchronization

/// Runs its work for the first caller, and gives the outcome to all.
final class AsyncOnce<Value: Sendable>: Sendable {
    private typealias Waiter = CheckedContinuation<Value, any Error>
    private enum State {
        case idle
        case running([Waiter])
        case done(Result<Value, any Error>)
    }

    private let work: @Sendable () async throws -> Value
    private let state = Mutex(State.idle)

    init(_ work: @escaping @Sendable () async throws -> Value) {
        self.work = work
    }

    /// Nil before the work was done successfully.
    var finished: Value? {
        state.withLock { state in
            if case .done(.success(let value)) = state { value } else { nil }
        }
    }

    func value() async throws -> Value {
        let isFirst = state.withLock { state in
            guard case .idle = state else { return false }
            state = .running([])
            return true
        }
        guard isFirst else { return try await wait() }
        let outcome: Result<Value, any Error>
        do {
            outcome = .success(try await work())
        } catch {
            outcome = .failure(error)
        }
        let waiters = state.withLock { state -> [Waiter] in
            defer { state = .done(outcome) }
            guard case .running(let waiters) = state else { return [] }
            return waiters
        }
        for waiter in waiters { waiter.resume(with: outcome) }
        return try outcome.get()
    }

    private func wait() async throws -> Value {
        try await withCheckedThrowingContinuation { (waiter: Waiter) in
            let outcome = state.withLock { state -> Result<Value, any Error>? in
                switch state {
                case .done(let outcome): return outcome
                case .running(let waiters): state = .running(waiters + [waiter])
                case .idle: state = .running([waiter])  // Nobody waits before somebody runs.
                }
                return nil
            }
            if let outcome { waiter.resume(with: outcome) }
        }
    }
}
