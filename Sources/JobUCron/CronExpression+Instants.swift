/// From the clock on the wall to instants, and the clock-change rule, written once.
///
/// A wildcard schedule fires at every real instant whose local reading matches: nothing in a gap, twice in an overlap.
/// A fixed-time schedule fires once for each local time it names: at its first occurrence when the clock is set back, and
/// at the end of the gap when the clock is set forward over it (by at most `gapMax`).
extension CronExpression {
    /// The longest gap, in seconds, that counts as a clock change; a longer one is a lost day.
    static let gapMax: Int64 = 180 * 60

    /// The first instant strictly after `instant` at which the expression fires.
    ///
    /// Allocates nothing; may be called concurrently.
    /// - Parameters:
    ///   - instant: seconds since 1970-01-01T00:00:00Z, any value.
    ///   - zone: whose clock the fields speak of.
    /// - Returns: seconds since 1970, or nil when there is none until the end of 2199.
    public func next(after instant: Int64, in zone: CronZone) -> Int64? {
        guard !isReboot, instant < ZoneTable.end else { return nil }
        let table = zone.table
        // The stretch of `instant` itself: the second after it may be the end of a gap, with a fire of its own.
        let from = max(instant, ZoneTable.start)
        var index = table.index(of: from)
        var segment = table.segments[index]
        var searched = from + segment.offset + 1
        if !isWildcard { searched = max(searched, segment.freshStart) }
        var match = firstLocal(from: searched) ?? .max
        while match >= segment.localEnd {
            index += 1
            guard index < table.segments.count else { return nil }
            segment = table.segments[index]
            if isWildcard {
                // Set back: the repeated hour may match again. Set forward: what was skipped is lost.
                if segment.localStart < searched || match < segment.localStart {
                    searched = segment.localStart
                    match = firstLocal(from: searched) ?? .max
                }
            } else if match < segment.freshStart {
                if match >= segment.reached, firesAfterGap(before: segment) { return segment.start }
                match = firstLocal(from: segment.freshStart) ?? .max
            }
        }
        return match - segment.offset
    }

    /// The last instant strictly before `instant` at which the expression fires.
    ///
    /// Allocates nothing; may be called concurrently.
    /// - Parameters:
    ///   - instant: seconds since 1970-01-01T00:00:00Z, any value.
    ///   - zone: whose clock the fields speak of.
    /// - Returns: seconds since 1970, or nil when there is none since the beginning of 1970.
    public func previous(before instant: Int64, in zone: CronZone) -> Int64? {
        guard !isReboot, instant > ZoneTable.start else { return nil }
        let table = zone.table
        let to = min(instant, ZoneTable.end) - 1
        var index = table.index(of: to)
        var segment = table.segments[index]
        var searched = to + segment.offset
        var match = lastLocal(through: searched) ?? .min
        while match < (isWildcard ? segment.localStart : segment.freshStart) {
            if !isWildcard, match >= segment.reached, firesAfterGap(before: segment) { return segment.start }
            index -= 1
            guard index >= 0 else { return nil }
            segment = table.segments[index]
            // The clock was set back from above `searched`, or forward over the match.
            let last = segment.localEnd - 1
            if last > searched || match > last { match = lastLocal(through: last) ?? .min }
            searched = last
        }
        return match - segment.offset
    }

    /// Whether the expression fires at `instant`, seconds since 1970.
    public func matches(_ instant: Int64, in zone: CronZone) -> Bool {
        instant > .min && next(after: instant - 1, in: zone) == instant
    }

    private func firesAfterGap(before segment: ZoneSegment) -> Bool {
        gap == .runAfter && segment.localStart - segment.reached <= Self.gapMax
    }
}
