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
