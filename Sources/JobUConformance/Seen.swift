import Synchronization

/// Remembers what a closure that the store calls was told.
final class Seen: Sendable {
    private let value = Mutex<Bool?>(nil)

    func note(_ seen: Bool) { value.withLock { $0 = seen } }

    var last: Bool? { value.withLock(\.self) }
}
