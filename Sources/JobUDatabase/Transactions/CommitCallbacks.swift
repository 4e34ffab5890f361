import Synchronization

/// What is to be done once a transaction is committed, in the order in which it was asked for.
final class CommitCallbacks: Sendable {
    private struct Entry {
        var key: String?
        var callback: @Sendable () async -> Void
    }

    private let entries = Mutex<[Entry]>([])

    /// How many wait.
    var count: Int { entries.withLock(\.count) }

    /// - Parameter key: one with a key that waits already is left out.
    func add(key: String? = nil, _ callback: @escaping @Sendable () async -> Void) {
        entries.withLock { entries in
            if let key, entries.contains(where: { $0.key == key }) { return }
            entries.append(Entry(key: key, callback: callback))
        }
    }

    /// Forgets those that were asked for after the first `count`.
    func drop(after count: Int = 0) {
        entries.withLock { $0.removeLast(max(0, $0.count - count)) }
    }

    /// Calls each once, to the end also where the task is cancelled: what they follow cannot be taken back.
    func run() async throws {
        let callbacks = entries.withLock { entries in
            defer { entries = [] }
            return entries.map(\.callback)
        }
        guard !callbacks.isEmpty else { return }
        try await shieldedFromCancellation {
            for callback in callbacks { await callback() }
        }
    }

    /// Runs a transaction and then, when its session is given back, what it has left here: a transaction that is known not to be committed
    /// drops everything, so after an error that is what waits for a commit whose answer was lost.
    func following<Value>(_ transaction: () async throws -> Value) async throws -> Value {
        let value: Value
        do {
            value = try await transaction()
        } catch {
            try await run()
            throw error
        }
        try await run()
        return value
    }
}

extension Error {
    /// Whether a commit that ended with this error may have happened nevertheless: its answer was lost.
    var leavesCommitOpen: Bool {
        databaseError?.code == .connectionLost || databaseError?.code == .timeout
    }
}
