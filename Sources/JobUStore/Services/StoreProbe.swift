import JobUModel
import Synchronization

/// Probes whether a store can work, at most every two seconds however often it is called, because each probe writes.
package final class StoreProbe: Sendable {
    private static let interval = Duration.seconds(2)

    private struct State {
        var lookedAt: Duration?
        var isLooking = false
        var fault: StoreFault?
    }

    private let look: @Sendable () async throws -> StoreFault?
    private let stopwatch: Stopwatch
    private let state = Mutex(State())

    /// - Parameter look: as `SQLJobStore.fault`.
    package init(clock: any Clock<Duration>, look: @escaping @Sendable () async throws -> StoreFault?) {
        self.look = look
        stopwatch = Stopwatch(clock)
    }

    /// What is wrong with the store, as of two seconds ago at most, or of the look that is under way; nil when nothing is.
    package func fault() async -> StoreFault? {
        let known = state.withLock { state -> StoreFault?? in
            if let lookedAt = state.lookedAt, state.isLooking || stopwatch.elapsed - lookedAt < Self.interval { return .some(state.fault) }
            state.isLooking = true
            return nil
        }
        if let known { return known }
        let fault: StoreFault?
        do { fault = try await look() } catch {
            // An error of another kind: it does not do its work either.
            fault = .away
        }
        state.withLock { $0 = State(lookedAt: stopwatch.elapsed, fault: fault) }
        return fault
    }
}
