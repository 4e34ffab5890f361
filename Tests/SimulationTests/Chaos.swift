import JobUDatabase
import JobUStore
import JobUTesting
import TestSupport
import Synchronization

/// The misfortune of one life of a process: its seed decides which calls fail, lose their answer or take long.
final class Chaos: Sendable {
    fileprivate struct State {
        var random: SplitMix64
        var cutOffUntil: Duration = .zero
        /// While it is cut off its calls hang, and reach the store late; otherwise they fail.
        var callsHang = false
        var isDead = false
        var counts = Counts()
    }

    struct Counts {
        var failed = 0
        var answersLost = 0
        var delayed = 0
        var cutOff = 0
    }

    private let clock: TestClock
    /// From then on nothing goes wrong any more.
    private let end: Duration
    private let state: Mutex<State>

    init(seed: UInt64, clock: TestClock, until end: Duration) {
        self.clock = clock
        self.end = end
        state = Mutex(State(random: SplitMix64(seed: seed)))
    }

    var counts: Counts { state.withLock(\.counts) }

    /// From now on no call reaches the store, as if the process were gone.
    func kill() {
        state.withLock { $0.isDead = true }
    }

    /// A `FaultyStore.Fault`.
    func strike(_ call: FaultyStore.Call, _ moment: FaultyStore.Moment) async throws {
        let (delay, error) = state.withLock { state in
            state.strike(moment, now: clock.elapsed, isCalm: clock.elapsed >= end)
        }
        if let delay { try await clock.sleep(for: delay) }
        if let error { throw error }
    }
}

extension Chaos.State {
    fileprivate mutating func strike(
        _ moment: FaultyStore.Moment, now: Duration, isCalm: Bool
    ) -> (delay: Duration?, error: SQLError?) {
        if isDead { return (nil, SQLError(.connectionLost, "the process is gone")) }
        if isCalm { return (nil, nil) }
        if now < cutOffUntil { return cutOff(at: now) }
        switch (random.next() % 1_000, moment) {
        case (0..<2, _):
            counts.cutOff += 1
            cutOffUntil = now + .seconds(Int(random.next() % 90))
            callsHang = random.next() % 2 == 0
            return cutOff(at: now)
        case (2..<15, .before):
            counts.failed += 1
            return (nil, SQLError(.busy, "locked"))
        case (2..<15, .after):
            counts.answersLost += 1
            return (.milliseconds(Int(random.next() % 3_000)), SQLError(.connectionLost, "the answer is lost"))
        case (15..<40, _):
            counts.delayed += 1
            return (.milliseconds(Int(random.next() % 2_000)), nil)
        default:
            return (nil, nil)
        }
    }

    private func cutOff(at now: Duration) -> (delay: Duration?, error: SQLError?) {
        callsHang ? (cutOffUntil - now, nil) : (nil, SQLError(.connectionLost, "cut off"))
    }
}
