package import JobUModel

/// Decides when a dispatcher looks at which crons, to find a `next_run_at` that nothing else would repair. Pure.
///
/// All crons are looked at soon after the start and whenever the time of day went back, and slowly, piece by piece, always.
package struct ScheduleAudit: Sendable {
    /// Crons of a piece.
    package static let pieceSize = 500
    /// Pieces of one look while it is urgent; so many crons cost a dispatcher some tenths of a second.
    static let urgentPieces = 20
    /// Between two pieces, and between the begins of two rounds over all crons.
    static let (pace, interval): (Duration, Duration) = (.seconds(5), .seconds(30))
    /// A time of day that falls back by less may be one that was corrected.
    static let backMin = Duration.seconds(2)

    private var isUrgent = true
    /// Where the current audit continues; nil between two audits.
    private var position: CronJobID? = CronJobID(rawValue: 0)
    private var roundBegan = Duration.zero
    private var lookedAt: Duration?
    private var seen: (wall: Timestamp, elapsed: Duration)?

    package init() {}

    /// How many pieces are to be looked at now.
    /// - Parameters:
    ///   - wall: the time of day.
    ///   - elapsed: by a clock that only goes forward.
    package mutating func pieces(wall: Timestamp, elapsed: Duration) -> Int {
        if let seen, seen.wall + (elapsed - seen.elapsed - Self.backMin) > wall {
            (isUrgent, position, roundBegan) = (true, CronJobID(rawValue: 0), elapsed)
        }
        seen = (wall, elapsed)
        if isUrgent { return Self.urgentPieces }
        if let lookedAt, elapsed - lookedAt < Self.pace { return 0 }
        if position == nil, elapsed - roundBegan >= Self.interval { (position, roundBegan) = (CronJobID(rawValue: 0), elapsed) }
        return position == nil ? 0 : 1
    }

    /// The cron after which the next part begins; nil when the audit is complete.
    package var start: CronJobID? { position }

    /// Records that a piece was looked at.
    /// - Parameter next: the last cron of it; nil at the end of all.
    package mutating func advance(to next: CronJobID?, elapsed: Duration) {
        lookedAt = elapsed
        position = next
        if next == nil { isUrgent = false }
    }
}
