package import JobUDatabase
package import JobUModel
import Synchronization

/// The time of day by the clock of a store on a server, so that all machines of a cluster agree on it. Between two looks at that
/// clock it counts on by this machine's steady one.
package final class StoreClock: WallClock {
    /// A look that took no longer says enough; of slower ones the fastest counts.
    private static let lookGood = Duration.milliseconds(50)
    private static let looksMax = 5

    private struct Anchor: Sendable {
        var time: Timestamp
        var elapsed: Duration
    }

    private let stopwatch: Stopwatch
    private let local: any WallClock
    private let question: SQLQuery
    private let anchor: Mutex<Anchor>

    /// - Parameters:
    ///   - question: answers one row with the server's time in its column `now`.
    ///   - time: this machine's clocks.
    package init(question: SQLQuery, time: TimeSource) {
        self.question = question
        local = time.wall
        stopwatch = Stopwatch(time.clock)
        anchor = Mutex(Anchor(time: time.wall.now(), elapsed: .zero))
    }

    /// The present instant, by the store's clock.
    package func now() -> Timestamp {
        let anchor = anchor.withLock(\.self)
        return anchor.time + (stopwatch.elapsed - anchor.elapsed)
    }

    /// Looks at the store's clock.
    /// - Returns: how far this machine's clock is ahead of it; negative where it is behind.
    /// - Throws: what the database throws.
    package func look(at database: Database) async throws -> Duration {
        try await database.withConnection(.readOnly) { connection in
            var best: (took: Duration, anchor: Anchor, skew: Duration)?
            for _ in 0..<Self.looksMax {
                let (before, localBefore) = (stopwatch.elapsed, local.now())
                let answer = try await connection.fetchAll(question).first?.timestamp("now")
                let took = stopwatch.elapsed - before
                guard let answer else { throw SQLError(.other, "the server returned no time") }
                if took < best?.took ?? .seconds(Int64.max) {
                    // The server looked at its clock somewhere between question and answer.
                    best = (took, Anchor(time: answer, elapsed: before + took / 2), localBefore + took / 2 - answer)
                }
                if took <= Self.lookGood { break }
            }
            guard let best else { return .zero }
            anchor.withLock { $0 = best.anchor }
            return best.skew
        }
    }
}
