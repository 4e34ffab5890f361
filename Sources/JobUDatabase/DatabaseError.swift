/// What went wrong in a database, classified by its driver, with the engine's own words.
public struct DatabaseError: Error, Sendable, CustomStringConvertible {
    /// The classes a caller can act on.
    public enum Code: String, Sendable {
        case uniqueViolation, foreignKeyViolation, constraintViolation, busy, serialization, readOnlyTransaction
        case connectionLost, cannotOpen, diskFull, timeout, permission, syntax, decoding, schema, other
    }

    /// The class.
    public var code: Code
    /// The engine's message, without values.
    public var message: String
    /// The statement's text with placeholders, where there was one.
    public var statement: String?

    /// An error of a driver.
    public init(_ code: Code, _ message: String, statement: String? = nil) {
        self.code = code
        self.message = message
        self.statement = statement
    }

    /// Class, message and the beginning of the statement.
    public var description: String {
        let place = statement.map { " in: \($0.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))" }
        return "database \(code.rawValue): \(message)\(place ?? "")"
    }
}
