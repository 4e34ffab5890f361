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

extension Row {
    /// A stored instant.
    package func timestamp(_ column: String) throws -> Timestamp {
        Timestamp(microseconds: try int64(column))
    }

    /// A stored instant, or nil for null.
    package func timestampIfPresent(_ column: String) throws -> Timestamp? {
        try int64IfPresent(column).map(Timestamp.init(microseconds:))
    }

    /// One of an enumeration's stored words.
    package func word<Word: RawRepresentable<String>>(_ column: String, as type: Word.Type = Word.self) throws -> Word {
        let text = try text(column)
        guard let word = Word(rawValue: text) else {
            throw DatabaseError(.decoding, "column '\(column)' holds an unknown word '\(text.prefix(40))'")
        }
        return word
    }

    /// A stored backoff; null stands for the default.
    package func retryBackoff() throws -> RetryBackoff {
        guard let text = try textIfPresent("retry_backoff") else { return RetryBackoff() }
        return try JSONText.decode(RetryBackoff.self, from: text)
    }
}

extension RetryBackoff {
    /// The stored form: null for the default, so that most rows carry nothing.
    package var sqlText: String? {
        get throws { self == RetryBackoff() ? nil : try JSONText.encode(self) }
    }
}
