import Foundation

/// Tells what time it is, for rows. Injected everywhere; nothing else reads the time of day.
public protocol WallClock: Sendable {
    /// The present instant.
    func now() -> Timestamp
}

/// The clock of this machine: the one place that asks the operating system for the time of day.
public struct SystemWallClock: WallClock {
    /// This machine's clock.
    public init() {}

    /// The present instant, as the operating system knows it.
    public func now() -> Timestamp {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Timestamp(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1_000)
    }
}

/// The two clocks and the randomness of a process, handed down from where it is put together.
package struct TimeSource: Sendable {
    /// What time it is, for rows.
    package var wall: any WallClock
    /// How long: sleeping, timeouts, leases held in memory.
    package var clock: any Clock<Duration>
    /// A number in 0..<1 for jitter.
    package var random: @Sendable () -> Double

    package init(wall: any WallClock, clock: any Clock<Duration>, random: @escaping @Sendable () -> Double) {
        self.wall = wall
        self.clock = clock
        self.random = random
    }

    /// The machine's own clocks and randomness.
    package static var system: TimeSource {
        TimeSource(wall: SystemWallClock(), clock: ContinuousClock(), random: { Double.random(in: 0..<1) })
    }
}
