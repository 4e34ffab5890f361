/// How long to wait until the next query: short while things happen, longer and longer while nothing does.
struct AdaptivePause: Sendable {
    private static let shortest = Duration.milliseconds(10)
    private static let longest = Duration.milliseconds(500)

    private(set) var pause = shortest

    /// - Parameter found: whether the last query found a change.
    mutating func record(found: Bool) {
        pause = found ? Self.shortest : min(Self.longest, pause * 5 / 4)
    }
}
