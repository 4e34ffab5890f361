import Synchronization

/// Remembers what a closure that the store calls was told.
final class Seen<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func note(_ seen: Value) { value.withLock { $0 = seen } }

    var last: Value? { value.withLock(\.self) }
}
