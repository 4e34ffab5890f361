package import JobUDatabase
package import JobUModel
import Synchronization

/// The completion of an execution inside its handler's transaction.
package final class ExecutionCompletion: Sendable {
    private struct State {
        /// The transition written by the open transaction; a repeated transaction writes it again.
        var written: ExecutionTransition?
        var isCommitted = false
    }

    /// The name of the store's database.
    let executionDatabase: String
    private let write: @Sendable (HandlerResult, Transaction) async throws -> ExecutionTransition
    private let whenCommitted: @Sendable (ExecutionTransition) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - write: stores the transition for a result and returns it; throws if the worker lost its lease.
    ///   - whenCommitted: called after the commit.
    package init(
        executionDatabase: String, write: @escaping @Sendable (HandlerResult, Transaction) async throws -> ExecutionTransition,
        whenCommitted: @escaping @Sendable (ExecutionTransition) -> Void = { _ in }
    ) {
        self.executionDatabase = executionDatabase
        self.write = write
        self.whenCommitted = whenCommitted
    }

    func complete(_ result: HandlerResult, _ tx: Transaction) async throws {
        let written = try await write(result, tx)
        state.withLock { $0.written = written }
    }

    func markCommitted() {
        let written = state.withLock { state in
            state.isCommitted = true
            return state.written
        }
        if let written { whenCommitted(written) }
    }

    /// Records the completion that a transaction of another process committed.
    package func markCommitted(_ transition: ExecutionTransition) {
        state.withLock { $0 = State(written: transition, isCommitted: true) }
    }

    /// The committed transition; nil while there is still something to store.
    package var committed: ExecutionTransition? {
        state.withLock { $0.isCommitted ? $0.written : nil }
    }
}
