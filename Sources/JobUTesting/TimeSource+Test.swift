package import JobUModel
import Synchronization

extension TimeSource {
    /// A time source that moves with `clock` and whose randomness `seed` repeats.
    /// - Parameter start: the time of day when `clock` was made.
    package static func test(
        _ clock: TestClock, start: Timestamp? = nil, seed: UInt64 = 1
    ) -> TimeSource {
        let random = SharedRandom(seed: seed)
        let wall = start.map { TestWallClock(clock, start: $0) } ?? TestWallClock(clock)
        return TimeSource(wall: wall, clock: clock, random: { random.fraction() })
    }
}

/// A generator that several tasks may ask.
final class SharedRandom: Sendable {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) {
        generator = Mutex(SplitMix64(seed: seed))
    }

    func fraction() -> Double {
        generator.withLock { Double.random(in: 0..<1, using: &$0) }
    }
}
