public import JobUModel

/// The time of day of a test: a start plus the time its `TestClock` was advanced.
public struct TestWallClock: WallClock {
    /// The time of day at the clock's creation.
    public let start: Timestamp
    private let clock: TestClock

    /// - Parameters:
    ///   - clock: the clock to follow.
    ///   - start: the time of day at `clock`'s creation; by default 2026-01-01T00:00:00Z.
    public init(_ clock: TestClock, start: Timestamp = Timestamp(epochSeconds: 1_767_225_600)) {
        self.start = start
        self.clock = clock
    }

    /// The start plus the time the clock was advanced.
    public func now() -> Timestamp {
        start + clock.elapsed
    }
}
