package import JobUModel
import Synchronization

extension TimeSource {
    /// Returns a time source that follows `clock`, with randomness that `seed` reproduces.
    /// - Parameter start: the time of day at `clock`'s creation.
    package static func test(
        _ clock: TestClock, start: Timestamp? = nil, seed: UInt64 = 1
    ) -> TimeSource {
        let random = SharedRandom(seed: seed)
        let wall = start.map { TestWallClock(clock, start: $0) } ?? TestWallClock(clock)
        return TimeSource(wall: wall, clock: clock, random: { random.fraction() })
    }
}

/// A random number generator for several tasks.
final class SharedRandom: Sendable {
    private let generator: Mutex<SplitMix64>

    init(seed: UInt64) {
        generator = Mutex(SplitMix64(seed: seed))
    }

    func fraction() -> Double {
        generator.withLock { Double.random(in: 0..<1, using: &$0) }
    }
}
