public import JobUDatabase
public import JobUModel

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
