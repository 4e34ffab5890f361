public import JobUTime

extension Timestamp: SQLBindable {
    /// The instant, to the microsecond.
    public var sqlValue: SQLValue { .timestamp(microseconds: microseconds) }
}

extension ResultRow {
    /// A stored instant; one that lies beyond all calendars, such as an engine's infinity, is their first or last.
    package func timestamp(_ column: String) throws -> Timestamp {
        guard let instant = try timestampIfPresent(column) else { throw SQLError(.decoding, "column '\(column)' is null") }
        return instant
    }

    /// A stored instant, or nil for null.
    package func timestampIfPresent(_ column: String) throws -> Timestamp? {
        // What an engine computes beyond the whole numbers comes as another number.
        if case .double(let value) = try value(column) { return Timestamp(microseconds: value < 0 ? .min : .max).withFourDigits }
        return try int64IfPresent(column).map { Timestamp(microseconds: $0).withFourDigits }
    }
}
