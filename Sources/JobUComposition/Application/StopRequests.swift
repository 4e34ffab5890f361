/// Counts stop requests. One request often comes as two signals: `timeout` and similar programs signal both their command and the
/// command's process group.
struct StopWishes: Sendable {
    /// A signal that comes within this time of the last one that counted belongs to it.
    static let echo = Duration.seconds(1)

    private var count = 0
    private var last = Duration.zero

    /// Counts a signal.
    /// - Parameter elapsed: when it came, on a clock that never goes back.
    /// - Returns: the number of requests including this one; nil for a signal that repeats the one before.
    mutating func count(after elapsed: Duration) -> Int? {
        guard count == 0 || elapsed - last >= Self.echo else { return nil }
        count += 1
        last = elapsed
        return count
    }
}
