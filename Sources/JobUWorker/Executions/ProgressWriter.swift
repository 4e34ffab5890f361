import JobUModel
import JobUStore
import Logging
import Synchronization

/// Stores the progress of an execution beside its handler, which it neither delays nor fails. What cannot be stored is dropped; the next
/// report replaces it.
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

    func put(_ message: ProgressMessage) {
        inbox.put(message)
    }

    /// Ends `run` after the newest report.
    func close() {
        inbox.close()
    }

    /// Works until `close` was called and the newest report is stored, or dropped.
    func run() async {
        while let messages = await inbox.take(limit: .max) {
            // Only the newest counts.
            if let newest = messages.last { await store(newest) }
        }
    }

    private func store(_ progress: ProgressMessage) async {
        do {
            let result = try await store.recordProgress(lease, fraction: progress.fraction, message: progress.message)
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
