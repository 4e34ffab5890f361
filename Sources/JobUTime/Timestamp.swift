public import Foundation

/// An instant in UTC with microsecond precision: the only form in which JobU stores or compares times.
public struct Timestamp: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// Microseconds since 1970-01-01T00:00:00Z; negative before.
    public var microseconds: Int64

    /// An instant `microseconds` after (or before) the Unix epoch.
    public init(microseconds: Int64) {
        self.microseconds = microseconds
    }

    /// An instant at a whole second of the Unix epoch; what is beyond the last instant is the last one, and likewise before the first.
    public init(epochSeconds: Int64) {
        let (product, isOver) = epochSeconds.multipliedReportingOverflow(by: 1_000_000)
        self.microseconds = isOver ? (epochSeconds < 0 ? .min : .max) : product
    }

    /// The instant of a Foundation date, rounded to the microsecond; the last or the first one where it is beyond them.
    public init(_ date: Date) {
        let exact = (date.timeIntervalSince1970 * 1_000_000).rounded()
        self.microseconds = Int64(exactly: exact) ?? (exact < 0 ? .min : .max)
    }

    /// The same instant as a Foundation date.
    public var date: Date {
        Date(timeIntervalSince1970: Double(microseconds) / 1_000_000)
    }

    /// Whole seconds since the epoch, rounded towards the past.
    public var epochSeconds: Int64 {
        let quotient = microseconds / 1_000_000
        return microseconds % 1_000_000 < 0 ? quotient - 1 : quotient
    }

    /// RFC 3339 in UTC with `Z`; a fraction of six digits only where it is not zero.
    public var description: String {
        rfc3339
    }

    /// Whether `left` is earlier.
    public static func < (left: Timestamp, right: Timestamp) -> Bool {
        left.microseconds < right.microseconds
    }

    /// The instant `duration` later; finer than a microsecond is cut off, and what is beyond the last instant is the last one.
    public static func + (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: instant.microseconds.clampedAdding(duration.microseconds))
    }

    /// The instant `duration` earlier; finer than a microsecond is cut off, and what is before the first instant is the first one.
    public static func - (instant: Timestamp, duration: Duration) -> Timestamp {
        Timestamp(microseconds: instant.microseconds.clampedAdding(-duration.microseconds))
    }

    /// The time from `earlier` to `later`; negative if they are in the other order.
    public static func - (later: Timestamp, earlier: Timestamp) -> Duration {
        .microseconds(later.microseconds.clampedAdding(-max(earlier.microseconds, -.max)))
    }
}

extension Int64 {
    /// The sum, or the end of the range it would leave.
    fileprivate func clampedAdding(_ other: Int64) -> Int64 {
        let (sum, isOver) = addingReportingOverflow(other)
        return isOver ? (other < 0 ? .min : .max) : sum
    }
}
