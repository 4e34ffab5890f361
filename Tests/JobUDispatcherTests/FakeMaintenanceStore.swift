import JobUModel
import JobUStore
import Synchronization

/// Answers what a test has laid out, one answer per call, then nothing more to do; a nil stands for a failing call.
final class FakeMaintenanceStore: MaintenanceStore {
    private let rescues: Mutex<[[RescuedExecution]?]>
    private let prunes: Mutex<[Int?]>
    /// The cutoffs of the calls to `prune`.
    private let asked = Mutex<[Timestamp]>([])
    /// Yields at every call.
    let calls: AsyncStream<Void>
    private let called: AsyncStream<Void>.Continuation

    init(rescues: [[RescuedExecution]?] = [], prunes: [Int?] = []) {
        self.rescues = Mutex(rescues)
        self.prunes = Mutex(prunes)
        (calls, called) = AsyncStream.makeStream()
    }

    var cutoffs: [Timestamp] { asked.withLock { $0 } }

    func rescue(now: Timestamp, deathsMax: Int, limit: Int) async throws -> [RescuedExecution] {
        defer { called.yield() }
        return try Self.answer(rescues, otherwise: [])
    }

    func prune(finishedBefore cutoff: Timestamp, limit: Int) async throws -> Int {
        defer { called.yield() }
        asked.withLock { $0.append(cutoff) }
        return try Self.answer(prunes, otherwise: 0)
    }

    private static func answer<Answer: Sendable>(_ script: borrowing Mutex<[Answer?]>, otherwise: Answer) throws -> Answer {
        let next = script.withLock { $0.isEmpty ? .some(otherwise) : $0.removeFirst() }
        guard let next else { throw StoreAway() }
        return next
    }
}
