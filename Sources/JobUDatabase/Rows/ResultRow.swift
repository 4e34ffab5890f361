/// One row of an answer; columns are read by name.
public struct ResultRow: Sendable {
    private let columns: RowColumns
    private let values: [SQLValue]

    /// A row as a driver makes it; `values` are in the order of `columns`.
    package init(columns: RowColumns, values: [SQLValue]) {
        self.columns = columns
        self.values = values
    }

    /// The columns, in the order of the answer.
    public var columnNames: [String] { columns.names }

    /// Names and values, in the order of the answer.
    package var cells: [(name: String, value: SQLValue)] {
        zip(columns.names, values).map { ($0, $1) }
    }

    /// The column a property is read from: its own name, or that in snake_case.
    func columnName(for property: String) -> String? {
        if columns.positions[property] != nil { return property }
        let snake = property.reduce(into: "") { name, letter in
            if letter.isUppercase { name += "_" }
            name += letter.lowercased()
        }
        return columns.positions[snake] == nil ? nil : snake
    }

    /// The value of a column.
    /// - Throws: `SQLError` with code `decoding` when there is no such column.
    public func value(_ column: String) throws -> SQLValue {
        guard let position = columns.positions[column] else {
            throw SQLError(.decoding, "no column '\(column)' in the answer; it has \(columns.names.joined(separator: ", "))")
        }
        return values[position]
    }

    /// A whole number.
    /// - Throws: `SQLError` with code `decoding` when the column is absent, null or of another type.
    public func int64(_ column: String) throws -> Int64 {
        guard let value = try int64IfPresent(column) else { throw Self.isNull(column) }
        return value
    }

    /// A whole number, or nil for null.
    /// - Throws: `SQLError` with code `decoding` when the column is absent or of another type.
    public func int64IfPresent(_ column: String) throws -> Int64? {
        switch try value(column) {
        case .null: return nil
        case .int(let value): return value
        case .timestamp(let microseconds): return microseconds
        case let other: throw Self.wrongType(column, other, "a whole number")
        }
    }

    /// A whole number.
    /// - Throws: `SQLError` with code `decoding` when the column is absent, null or of another type.
    public func int(_ column: String) throws -> Int {
        Int(try int64(column))
    }

    /// A truth value, stored as 0 or another number.
    /// - Throws: `SQLError` with code `decoding` when the column is absent, null or of another type.
    public func bool(_ column: String) throws -> Bool {
        if case .bool(let value) = try value(column) { return value }
        return try int64(column) != 0
    }

    /// A text.
    /// - Throws: `SQLError` with code `decoding` when the column is absent, null or of another type.
    public func text(_ column: String) throws -> String {
        guard let value = try textIfPresent(column) else { throw Self.isNull(column) }
        return value
    }

    /// A text, or nil for null.
    /// - Throws: `SQLError` with code `decoding` when the column is absent or of another type.
    public func textIfPresent(_ column: String) throws -> String? {
        switch try value(column) {
        case .null: return nil
        case .text(let value), .decimal(let value), .json(let value): return value
        case let other: throw Self.wrongType(column, other, "text")
        }
    }

    /// A number, or nil for null.
    /// - Throws: `SQLError` with code `decoding` when the column is absent or of another type.
    public func doubleIfPresent(_ column: String) throws -> Double? {
        switch try value(column) {
        case .null: return nil
        case .double(let value): return value
        case .int(let value): return Double(value)
        case let other: throw Self.wrongType(column, other, "a number")
        }
    }

    private static func isNull(_ column: String) -> SQLError {
        SQLError(.decoding, "column '\(column)' is null")
    }

    // The value itself is left out: it may be secret.
    private static func wrongType(_ column: String, _ value: SQLValue, _ wanted: String) -> SQLError {
        SQLError(.decoding, "column '\(column)' holds \(value.typeName), not \(wanted)")
    }
}

/// The column names of an answer, shared by its rows.
package final class RowColumns: Sendable {
    package let names: [String]
    fileprivate let positions: [String: Int]

    package init(_ names: [String]) {
        self.names = names
        positions = Dictionary(names.enumerated().map { ($1, $0) }) { first, _ in first }
    }
}

extension SQLValue {
    fileprivate var typeName: String {
        switch self {
        case .null: "null"
        case .bool: "a truth value"
        case .decimal: "an exact number"
        case .json: "JSON"
        case .int: "a whole number"
        case .double: "a number"
        case .text: "text"
        case .bytes: "bytes"
        case .timestamp: "a timestamp"
        }
    }
}
