/// Counts how often a process was told to stop. One wish often comes as two signals: `timeout` sends one to its command and one to the
/// command's process group, and so do others who end a group.
struct StopWishes: Sendable {
    /// A signal that comes within this time of the last one that counted belongs to it.
    static let echo = Duration.seconds(1)

    private var count = 0
    private var last = Duration.zero

    /// Counts a signal.
    /// - Parameter elapsed: when it came, on a clock that never goes back.
    /// - Returns: how many wishes there were, this one among them; nil for a signal that belongs to the one before.
    mutating func count(after elapsed: Duration) -> Int? {
        guard count == 0 || elapsed - last >= Self.echo else { return nil }
        count += 1
        last = elapsed
        return count
    }
}
