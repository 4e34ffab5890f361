public import JobUDatabase
public import JobUModel

extension Timestamp: SQLBindable {
    /// The instant, to the microsecond.
    public var sqlValue: SQLValue { .timestamp(microseconds: microseconds) }
}

extension CronJobID: SQLBindable {
    /// The number.
    public var sqlValue: SQLValue { .int(rawValue) }
}

extension ExecutionID: SQLBindable {
    /// The number.
    public var sqlValue: SQLValue { .int(rawValue) }
}

extension WorkerID: SQLBindable {
    /// The number.
    public var sqlValue: SQLValue { .int(rawValue) }
}

extension UserID: SQLBindable {
    package var sqlValue: SQLValue { .int(rawValue) }
}

extension APITokenID: SQLBindable {
    package var sqlValue: SQLValue { .int(rawValue) }
}

extension ExecutionStatus: SQLBindable {
    /// The stored spelling.
    public var sqlValue: SQLValue { .text(rawValue) }
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

    /// One of an enumeration's stored words.
    package func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type = Word.self) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw SQLError(.decoding, "column '\(column)' holds an unknown word '\(text.prefix(40))'")
        }
        return word
    }
}

extension RetryBackoff {
    /// The stored form: null for the default, so that most rows carry nothing.
    package var sqlText: String? {
        get throws { self == RetryBackoff() ? nil : try JSONText.encode(self) }
    }
}
