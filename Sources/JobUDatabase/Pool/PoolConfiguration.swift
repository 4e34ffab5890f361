/// How many sessions a pool keeps, and for how long.
package struct PoolConfiguration: Sendable, Equatable {
    /// Sessions kept open even when idle.
    package var min = 0
    package var max = 10
    /// How long a caller waits for a session.
    package var acquireTimeout: Duration = .seconds(30)
    /// How long a session beyond `min` stays open without use.
    package var idle: Duration = .seconds(300)
    /// A session that was idle for longer is asked whether it lives before it is lent.
    package var checkAfterIdle: Duration = .seconds(30)
    /// Whether a session is closed after its use, and never lent again.
    package var lendsOnce = false

    package init(min: Int = 0, max: Int = 10) {
        self.min = min
        self.max = max
    }

    /// With the engine's own limit in place of ours.
    func limited(to engineMax: Int?) -> PoolConfiguration {
        guard let engineMax else { return self }
        var limited = self
        limited.max = engineMax
        limited.min = Swift.min(min, engineMax)
        return limited
    }
}

/// What a pool gets from the process around it.
package struct PoolTime: Sendable {
    package var clock: any Clock<Duration>
    /// A number in 0..<1, for jitter.
    package var random: @Sendable () -> Double

    package init(clock: any Clock<Duration>, random: @escaping @Sendable () -> Double) {
        self.clock = clock
        self.random = random
    }

    /// Reads how long ago it was made.
    func elapsed() -> @Sendable () -> Duration {
        Self.elapsed(clock)
    }

    private static func elapsed<C: Clock>(_ clock: C) -> @Sendable () -> Duration where C.Duration == Duration {
        let start = clock.now
        return { start.duration(to: clock.now) }
    }
}
