import JobUModel
import JobUStore
import Logging
import Synchronization

/// Stores an execution's progress concurrently with its handler, and neither delays nor fails it. A progress that cannot be stored is
/// dropped; the next one replaces it.
final class ProgressWriter: Sendable {
    private let store: any WorkerStore
    private let lease: Lease
    private let log: Logger
    private let onLost: @Sendable () -> Void
    private let inbox = Inbox<ProgressMessage>()
    private let isFailing = Mutex(false)

    /// - Parameters:
    ///   - log: of the execution.
    ///   - onLost: called when the lease is lost.
    init(store: any WorkerStore, lease: Lease, log: Logger, onLost: @escaping @Sendable () -> Void) {
        self.store = store
        self.lease = lease
        self.log = log
        self.onLost = onLost
    }

    func put(_ note: ProgressMessage) {
        inbox.put(note)
    }

    /// Nothing comes any more.
    func close() {
        inbox.close()
    }

    /// Works until `close` was called and the newest report is stored, or dropped.
    func run() async {
        while let notes = await inbox.take(limit: .max) {
            // Only the newest is news.
            if let note = notes.last { await store(note) }
        }
    }

    private func store(_ note: ProgressMessage) async {
        do {
            let result = try await store.recordProgress(lease, fraction: note.fraction, message: note.message)
            isFailing.withLock { $0 = false }
            if result == .leaseLost { onLost() }
        } catch {
            // Once until it works again; an execution that is being cancelled has nothing to show.
            guard !Task.isCancelled,
                isFailing.withLock({ wasFailing in
                    defer { wasFailing = true }
                    return !wasFailing
                })
            else { return }
            log.warning("Progress update failed", metadata: [LogKeys.error: "\(error)"])
        }
    }
}
