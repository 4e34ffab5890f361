package import JobUDatabase
import Synchronization

/// How a run ends itself inside a transaction of its handler.
package final class RunCompletion: Sendable {
    /// The database of the executions.
    let home: String
    private let write: @Sendable (HandlerResult, Transaction) async throws -> Void
    private let done = Mutex(false)

    /// - Parameter write: stores the result; throws when the run is no longer this worker's.
    package init(home: String, write: @escaping @Sendable (HandlerResult, Transaction) async throws -> Void) {
        self.home = home
        self.write = write
    }

    func complete(_ result: HandlerResult, _ tx: Transaction) async throws {
        try await write(result, tx)
    }

    func markDone() {
        done.withLock { $0 = true }
    }

    /// Whether the run has ended: nothing is left to store.
    package var isDone: Bool { done.withLock(\.self) }
}
