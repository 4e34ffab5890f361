package import JobUDatabase
package import JobUModel
import Synchronization

/// How an execution ends itself inside a transaction of its handler.
package final class ExecutionCompletion: Sendable {
    private struct State {
        /// What the open transaction has written; a transaction that is run again writes anew.
        var written: ExecutionTransition?
        var isCommitted = false
    }

    /// The database of the executions.
    let executionDatabase: String
    private let write: @Sendable (HandlerResult, Transaction) async throws -> ExecutionTransition
    private let whenCommitted: @Sendable (ExecutionTransition) -> Void
    private let state = Mutex(State())

    /// - Parameters:
    ///   - write: stores what the result means and returns it; throws when the execution is no longer this worker's.
    ///   - whenCommitted: called as soon as it is.
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

    /// The execution has ended so in a transaction of another process.
    package func markCommitted(_ transition: ExecutionTransition) {
        state.withLock { $0 = State(written: transition, isCommitted: true) }
    }

    /// How the execution has ended, or nil while its transaction is not committed: then there is still something to store.
    package var committed: ExecutionTransition? {
        state.withLock { $0.isCommitted ? $0.written : nil }
    }
}
