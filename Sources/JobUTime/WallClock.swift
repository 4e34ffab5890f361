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
