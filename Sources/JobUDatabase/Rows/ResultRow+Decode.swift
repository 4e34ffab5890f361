extension ResultRow {
    /// Reads the row into a type, a column per property: the property's name, or its form in snake_case.
    ///
    /// Numbers must fit their property. A text, exact number or JSON column can fill a `String`, an exact number a `Decimal`,
    /// a timestamp a `Date`, bytes a `Data` or `[UInt8]`, a text a `UUID`; a JSON or text column any other `Decodable`.
    /// - Throws: `SQLError` with code `decoding` that names the column, never its value.
    public func decode<Value: Decodable>(as type: Value.Type = Value.self) throws -> Value {
        do {
            return try Value(from: RowDecoder(row: self))
        } catch let error as DecodingError {
            throw SQLError(.decoding, error.columnExplanation)
        }
    }
}

extension Transaction {
    /// Runs a statement and reads all its rows into a type; see `ResultRow.decode`.
    /// - Throws: as `fetchAll`, and `SQLError` with code `decoding`.
    public func fetchAll<Value: Decodable>(_ sql: SQLQuery, as type: Value.Type) async throws -> [Value] {
        try await fetchAll(sql).map { try $0.decode(as: type) }
    }

    /// Runs a statement and reads its first row into a type, or returns nil.
    /// - Throws: as `fetchAll`, and `SQLError` with code `decoding`.
    public func fetchOne<Value: Decodable>(_ sql: SQLQuery, as type: Value.Type) async throws -> Value? {
        try await fetchOne(sql)?.decode(as: type)
    }
}

extension DecodingError {
    fileprivate var columnExplanation: String {
        switch self {
        case .keyNotFound(let key, _): "no column '\(key.stringValue)' in the answer"
        case .typeMismatch(let type, let context): "column '\(Self.path(context))' cannot be read as \(type)"
        case .valueNotFound(_, let context): "column '\(Self.path(context))' is null"
        case .dataCorrupted(let context): "column '\(Self.path(context))' \(context.debugDescription)"
        @unknown default: "the row cannot be read"
        }
    }

    private static func path(_ context: Context) -> String {
        context.codingPath.map(\.stringValue).joined(separator: ".")
    }
}
