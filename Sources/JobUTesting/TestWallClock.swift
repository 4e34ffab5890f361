public import JobUModel

/// The time of day of a test: a start plus what its `TestClock` was moved.
public struct TestWallClock: WallClock {
    /// The time of day when the clock was made.
    public let start: Timestamp
    private let clock: TestClock

    /// - Parameters:
    ///   - clock: the clock that is moved.
    ///   - start: the time of day when `clock` was made; by default 2026-01-01T00:00:00Z.
    public init(_ clock: TestClock, start: Timestamp = Timestamp(epochSeconds: 1_767_225_600)) {
        self.start = start
        self.clock = clock
    }

    /// The start plus what the clock was moved.
    public func now() -> Timestamp {
        start + clock.elapsed
    }
}
