/// Counts the requests to stop a process. One request often comes as two signals: `timeout` sends one to its command and one to the
/// command's process group, as other programs do that end a group.
struct StopRequests: Sendable {
    /// A signal that comes within this time of the last one that counted belongs to it.
    static let echo = Duration.seconds(1)

    private var count = 0
    private var last = Duration.zero

    /// Counts a signal.
    /// - Parameter elapsed: when it came, on a clock that never goes back.
    /// - Returns: how many requests there were, with this one; nil for a signal that belongs to the one before.
    mutating func count(after elapsed: Duration) -> Int? {
        guard count == 0 || elapsed - last >= Self.echo else { return nil }
        count += 1
        last = elapsed
        return count
    }
}
