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
