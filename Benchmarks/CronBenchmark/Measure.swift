/// Runs a piece of work many times and says how long one time took.
struct Measure {
    /// The most nanoseconds one time may take; more is reported as too slow.
    var limit: Double
    private static let rounds = 7

    /// The best of several rounds: the others were disturbed.
    /// - Parameter work: does the thing `count` times and returns something that depends on all of them.
    func callAsFunction(_ name: String, count: Int, _ work: (Int) throws -> Int64) rethrows -> Bool {
        var best = Duration.seconds(3600)
        var checksum: Int64 = 0
        for _ in 0..<Self.rounds {
            let time = try ContinuousClock().measure { checksum = try work(count) }
            best = min(best, time)
        }
        let nanoseconds = best / .nanoseconds(1) / Double(count)
        let isFast = nanoseconds <= limit
        let number = (nanoseconds * 10).rounded() / 10
        print("\(isFast ? "ok  " : "SLOW") \(number) ns (at most \(limit))  \(name)  [\(checksum)]")
        return isFast
    }
}
