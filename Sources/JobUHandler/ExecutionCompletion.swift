package import JobUDatabase
package import JobUModel
import Synchronization

/// Finishes an execution inside a transaction of its handler.
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
    ///   - write: stores what the result means and returns it; throws when the lease is lost.
    ///   - whenCommitted: called as soon as the transaction is committed.
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

    /// Records that the execution was finished in a transaction of its child process.
    package func markCommitted(_ transition: ExecutionTransition) {
        state.withLock { $0 = State(written: transition, isCommitted: true) }
    }

    /// How the execution was finished; nil while no transaction has committed it, and there is still something to store.
    package var committed: ExecutionTransition? {
        state.withLock { $0.isCommitted ? $0.written : nil }
    }
}
