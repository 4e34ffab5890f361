import JobUModel
import JobUStore

/// When somebody is to be told that the store cannot do its work, and that it can again: decisions, without a look of its own.
struct StoreAlarm: Sendable {
    enum News: Sendable, Equatable {
        case broken(StoreFault, since: Timestamp)
        case works(after: StoreFault, since: Timestamp)
    }

    private let patience: Duration
    private var broken: (fault: StoreFault, since: Timestamp)?
    private var told: (fault: StoreFault, since: Timestamp)?

    /// - Parameter patience: how long a fault lasts before it is told: a server may be restarted.
    init(patience: Duration) {
        self.patience = patience
    }

    /// - Parameter fault: what the last look found; nil for nothing.
    /// - Returns: what is to be told, once.
    mutating func note(_ fault: StoreFault?, now: Timestamp) -> News? {
        guard let fault else {
            broken = nil
            defer { told = nil }
            return told.map { .works(after: $0.fault, since: $0.since) }
        }
        if broken?.fault != fault { broken = (fault, broken?.since ?? now) }
        guard let broken, now - broken.since >= patience, told?.fault != fault else { return nil }
        told = broken
        return .broken(fault, since: broken.since)
    }
}
