import GRDBSQLite
import Synchronization

/// Watches over the statements of one session: what they may do, and whether they shall stop.
final class StatementGuard: Sendable {
    /// Whether the statement at work was written by people; our own around it, such as a commit, are not asked.
    private let isForeign = Atomic<Bool>(false)
    private let isStopped = Atomic<Bool>(false)
    private let refused = Mutex<String?>(nil)

    /// Instructions of SQLite's machine between two checks whether to stop.
    private static let instructionsBetweenChecks: Int32 = 1_000

    /// Has a session ask this guard. The guard must outlive it.
    func watch(_ session: OpaquePointer) {
        let guardian = Unmanaged.passUnretained(self).toOpaque()
        sqlite3_set_authorizer(
            session,
            { guardian, action, first, second, _, _ in
                guard let guardian else { return SQLITE_DENY }
                return Unmanaged<StatementGuard>.fromOpaque(guardian).takeUnretainedValue().answer(action, first, second)
            }, guardian)
        sqlite3_progress_handler(
            session, Self.instructionsBetweenChecks,
            { guardian in
                guard let guardian else { return 1 }
                return Unmanaged<StatementGuard>.fromOpaque(guardian).takeUnretainedValue().mustStop ? 1 : 0
            }, guardian)
    }

    /// Called before each statement.
    func reset() {
        isStopped.store(false, ordering: .sequentiallyConsistent)
        refused.withLock { $0 = nil }
    }

    /// The statement at work ends with SQLITE_INTERRUPT soon.
    func stop() {
        isStopped.store(true, ordering: .sequentiallyConsistent)
    }

    var wasStopped: Bool { isStopped.load(ordering: .sequentiallyConsistent) }

    /// What was refused, in a few words.
    var refusal: String? { refused.withLock(\.self) }

    /// Runs `body` as the work of a statement that people wrote.
    func guarding<Value>(_ body: () throws -> Value) rethrows -> Value {
        isForeign.store(true, ordering: .sequentiallyConsistent)
        defer { isForeign.store(false, ordering: .sequentiallyConsistent) }
        return try body()
    }

    private var mustStop: Bool { isForeign.load(ordering: .sequentiallyConsistent) && wasStopped }

    private func answer(_ action: Int32, _ first: UnsafePointer<CChar>?, _ second: UnsafePointer<CChar>?) -> Int32 {
        guard isForeign.load(ordering: .sequentiallyConsistent) else { return SQLITE_OK }
        guard let refusal = StatementRights.refusal(action, first.map { String(cString: $0) }, second.map { String(cString: $0) }) else {
            return SQLITE_OK
        }
        refused.withLock { $0 = $0 ?? refusal }
        return SQLITE_DENY
    }
}
