/// Which connections are open, and which of them goes when one more comes.
///
/// A connection waits until its request has arrived whole, and again once that is answered. Where there is no place left, the one that has
/// waited longest makes room; one whose request is being answered never does. Pure: it counts, and the shell closes.
struct ConnectionBook<ID: Hashable & Sendable>: Sendable {
    enum Admission: Equatable, Sendable {
        case welcome
        /// Let in, in the place of another, which has to be closed.
        case insteadOf(ID)
        /// Every place is held by a request that is being answered.
        case refused
    }

    private struct Entry {
        var address: String?
        /// Where it stands among those that wait; nil while a request is being answered.
        var order: UInt64?
    }

    let limits: ConnectionLimits
    private var entries: [ID: Entry] = [:]
    private var counts: [String: Int] = [:]
    private var order: UInt64 = 0

    init(_ limits: ConnectionLimits) { self.limits = limits }

    var count: Int { entries.count }

    func count(of address: String) -> Int { counts[address] ?? 0 }

    /// - Parameter address: what `limits.perAddress` counts; nil for a connection that counts toward the total only.
    mutating func open(_ id: ID, from address: String?) -> Admission {
        var admission = Admission.welcome
        if let address, count(of: address) >= limits.perAddress {
            admission = makeRoom { $0.address == address }
        } else if entries.count >= limits.total {
            admission = makeRoom { _ in true }
        }
        if admission == .refused { return admission }
        order += 1
        entries[id] = Entry(address: address, order: order)
        if let address { counts[address, default: 0] += 1 }
        return admission
    }

    /// Its request has arrived whole and is being answered.
    mutating func answering(_ id: ID) { entries[id]?.order = nil }

    /// Its request is answered; it waits for the next one.
    mutating func waits(_ id: ID) {
        order += 1
        entries[id]?.order = order
    }

    mutating func close(_ id: ID) {
        guard let entry = entries.removeValue(forKey: id), let address = entry.address else { return }
        let left = count(of: address) - 1
        counts[address] = left > 0 ? left : nil
    }

    private mutating func makeRoom(_ isMeant: (Entry) -> Bool) -> Admission {
        let waiting = entries.filter { $0.value.order != nil && isMeant($0.value) }
        guard let oldest = waiting.min(by: { $0.value.order ?? 0 < $1.value.order ?? 0 }) else { return .refused }
        close(oldest.key)
        return .insteadOf(oldest.key)
    }
}
