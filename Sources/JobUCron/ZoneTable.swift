/// A stretch of time without a clock change.
struct ZoneSegment: Sendable {
    /// The first instant, seconds since 1970.
    let start: Int64
    /// Local time minus UTC, seconds.
    let offset: Int64
    /// Where the local clock stood at most before `start`: above `localStart` after it was set back, below after a gap.
    let reached: Int64
    /// The local time after the last one of the stretch.
    let localEnd: Int64

    var localStart: Int64 { start + offset }
    /// The first local time that no earlier stretch has shown.
    var freshStart: Int64 { max(reached, localStart) }
}

/// The clock of a zone from 1970 to 2199 as stretches.
final class ZoneTable: Sendable {
    /// Bounds of every calculation, wide of 1970 and 2199 by more than any offset.
    static let start: Int64 = -3 * 86_400
    static let end: Int64 = Int64(CronCalendar.dayLimit + 3) * 86_400

    let name: String
    /// Never empty; the first begins at `start` or before, the last ends at `end` or after.
    let segments: [ZoneSegment]

    /// - Parameters:
    ///   - offset: in force at `start`.
    ///   - changes: in order of time, after `start`.
    init(name: String, offset: Int64, changes: [ZoneChange]) {
        self.name = name
        var segments: [ZoneSegment] = []
        var (start, offset, reached) = (Self.start - 86_400, offset, Self.start - 86_400 + offset)
        func append(until end: Int64) {
            segments.append(ZoneSegment(start: start, offset: offset, reached: reached, localEnd: end + offset))
            reached = max(reached, end + offset)
        }
        for change in changes where change.offset != offset {
            append(until: change.instant)
            (start, offset) = (change.instant, change.offset)
        }
        append(until: Self.end + 86_400)
        self.segments = segments
    }

    /// The stretch that holds `instant`, which lies between `start` and `end`.
    func index(of instant: Int64) -> Int {
        var low = 0
        var high = segments.count
        while high - low > 1 {
            let middle = (low + high) / 2
            if segments[middle].start <= instant { low = middle } else { high = middle }
        }
        return low
    }
}

/// From `instant` on local time is UTC plus `offset` seconds.
struct ZoneChange: Sendable, Equatable {
    var instant: Int64
    var offset: Int64
}
