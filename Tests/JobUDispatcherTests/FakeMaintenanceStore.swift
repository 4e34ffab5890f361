import JobUModel
import JobUStore
import Synchronization

/// Answers what a test has laid out, one answer per call, then nothing more to do; a nil stands for a failing call.
final class FakeMaintenanceStore: MaintenanceStore {
    private let rescues: Mutex<[[RescuedExecution]?]>
    private let prunes: Mutex<[Int?]>
    private let asked = Mutex<[PruneRequest]>([])
    /// Yields at every call.
    let calls: AsyncStream<Void>
    private let called: AsyncStream<Void>.Continuation

    init(rescues: [[RescuedExecution]?] = [], prunes: [Int?] = []) {
        self.rescues = Mutex(rescues)
        self.prunes = Mutex(prunes)
        (calls, called) = AsyncStream.makeStream()
    }

    /// What `prune` was asked.
    var requests: [PruneRequest] { asked.withLock { $0 } }

    func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        defer { called.yield() }
        return try Self.answer(rescues, otherwise: [])
    }

    func prune(_ request: PruneRequest) async throws -> PruneResult {
        defer { called.yield() }
        asked.withLock { $0.append(request) }
        let deleted = try Self.answer(prunes, otherwise: 0)
        // A full batch may have more behind it.
        return PruneResult(deleted: deleted, next: deleted == request.limit ? ExecutionID(rawValue: request.after.rawValue + 100) : nil)
    }

    private static func answer<Answer: Sendable>(_ script: borrowing Mutex<[Answer?]>, otherwise: Answer) throws -> Answer {
        let next = script.withLock { $0.isEmpty ? .some(otherwise) : $0.removeFirst() }
        guard let next else { throw StoreAway() }
        return next
    }
}
