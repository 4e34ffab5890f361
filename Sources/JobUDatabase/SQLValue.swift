public import Foundation

/// A value bound to a statement or read from a row.
public enum SQLValue: Sendable, Hashable {
    case null
    /// Stored as 0 or 1 where the engine has no truth values.
    case bool(Bool)
    case int(Int64)
    case double(Double)
    case text(String)
    case bytes([UInt8])
    /// A number as exact text, such as `12.30`; engines without exact numbers keep the text.
    case decimal(String)
    /// JSON text; engines without such a type keep the text.
    case json(String)
    /// Microseconds since the Unix epoch, UTC.
    case timestamp(microseconds: Int64)
}

/// What can be written into a `SQLQuery` literal with `\(…)`.
public protocol SQLBindable {
    /// The value that is bound in its place.
    var sqlValue: SQLValue { get }
}

extension SQLValue: SQLBindable {
    /// The value itself.
    public var sqlValue: SQLValue { self }
}

extension Int: SQLBindable {
    /// A whole number.
    public var sqlValue: SQLValue { .int(Int64(self)) }
}

extension Int64: SQLBindable {
    /// A whole number.
    public var sqlValue: SQLValue { .int(self) }
}

extension Int32: SQLBindable {
    /// A whole number.
    public var sqlValue: SQLValue { .int(Int64(self)) }
}

extension Bool: SQLBindable {
    /// The truth value.
    public var sqlValue: SQLValue { .bool(self) }
}

extension Double: SQLBindable {
    /// A number.
    public var sqlValue: SQLValue { .double(self) }
}

extension String: SQLBindable {
    /// Text.
    public var sqlValue: SQLValue { .text(self) }
}

extension Substring: SQLBindable {
    /// Text.
    public var sqlValue: SQLValue { .text(String(self)) }
}

extension [UInt8]: SQLBindable {
    /// Bytes.
    public var sqlValue: SQLValue { .bytes(self) }
}

extension Date: SQLBindable {
    /// An instant, to the microsecond; one beyond all that can be stored, or none at all, is the last or the first that can.
    public var sqlValue: SQLValue {
        let exact = (timeIntervalSince1970 * 1_000_000).rounded()
        return .timestamp(microseconds: Int64(exactly: exact) ?? (exact < 0 ? .min : .max))
    }
}

extension Optional: SQLBindable where Wrapped: SQLBindable {
    /// Null for nil.
    public var sqlValue: SQLValue { self?.sqlValue ?? .null }
}
