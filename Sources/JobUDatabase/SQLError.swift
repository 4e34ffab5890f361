/// What went wrong in a database, classified by its driver, with the engine's own words.
public struct SQLError: Error, Sendable, CustomStringConvertible {
    /// The classes a caller can act on.
    public enum Code: String, Sendable {
        case uniqueViolation, foreignKeyViolation, constraintViolation
        /// The engine, or one of its locks, is taken; the statement may be tried again.
        case busy, lockTimeout
        /// The transaction lost against another one, by a deadlock too; run it again from its beginning.
        case serialization
        /// A write in a read-only transaction, or on a server or file that accepts none.
        case readOnlyTransaction
        case connectionLost, cannotOpen, diskFull
        /// The file of the database was deleted or replaced while it was open: what is written there is lost.
        case fileGone
        /// A time limit of ours was over: for a statement, or for getting a session from the pool.
        case timeout
        case permission, syntax, decoding, schema, other
    }

    /// The class.
    public var code: Code
    /// The engine's message, without values.
    public var message: String
    /// The statement's text with placeholders, where there was one.
    public var statement: String?
    /// The engine's own code: an SQLSTATE of PostgreSQL, an error number of MySQL, an extended result code of SQLite.
    public var serverCode: String?
    /// The engine's further words. They may quote values, so they are not part of `description`; do not log them.
    public var detail: String?

    /// An error of a driver.
    public init(_ code: Code, _ message: String, statement: String? = nil, serverCode: String? = nil, detail: String? = nil) {
        self.code = code
        self.message = message
        self.statement = statement
        self.serverCode = serverCode
        self.detail = detail
    }

    /// Class, message and the beginning of the statement.
    public var description: String {
        let place = statement.map { " in: \($0.split(whereSeparator: \.isWhitespace).joined(separator: " ").prefix(200))" }
        return "database \(code.rawValue): \(message)\(place ?? "")"
    }
}
