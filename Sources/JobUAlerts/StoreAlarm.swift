import JobUModel
import JobUStore

/// Decides when to report that the store cannot work, and that it works again. Pure.
struct StoreAlarm: Sendable {
    enum News: Sendable, Equatable {
        case broken(StoreFault, since: Timestamp)
        case works(after: StoreFault, since: Timestamp)
    }

    private let faultAgeMin: Duration
    private var broken: (fault: StoreFault, since: Timestamp)?
    private var reported: (fault: StoreFault, since: Timestamp)?

    /// - Parameter patience: how long a fault lasts before it is reported: a server may be restarted.
    init(faultAgeMin: Duration) {
        self.faultAgeMin = faultAgeMin
    }

    /// Records what a look has found.
    /// - Parameter fault: nil for nothing.
    /// - Returns: what to report, once.
    mutating func record(_ fault: StoreFault?, now: Timestamp) -> News? {
        guard let fault else {
            broken = nil
            defer { reported = nil }
            return reported.map { .works(after: $0.fault, since: $0.since) }
        }
        if broken?.fault != fault { broken = (fault, broken?.since ?? now) }
        guard let broken, now - broken.since >= faultAgeMin, reported?.fault != fault else { return nil }
        reported = broken
        return .broken(fault, since: broken.since)
    }
}
