/// What went wrong in a database, classified by its driver, with the engine's own words.
public struct SQLError: Error, Sendable, CustomStringConvertible {
    /// The classes a caller can act on. There may be more of them in a later version: a `switch` needs a `default`.
    public struct Code: RawRepresentable, Sendable, Hashable {
        /// The name of the class, such as `uniqueViolation`.
        public let rawValue: String

        /// The class of that name.
        public init(rawValue: String) {
            self.rawValue = rawValue
        }

        /// A value that must be there once is there already.
        public static let uniqueViolation = Code(rawValue: "uniqueViolation")
        /// A row refers to one that is not there, or is referred to.
        public static let foreignKeyViolation = Code(rawValue: "foreignKeyViolation")
        /// Another rule of the table: a check, or a value that must not be null.
        public static let constraintViolation = Code(rawValue: "constraintViolation")
        /// The engine is taken; the statement may be tried again.
        public static let busy = Code(rawValue: "busy")
        /// A lock was not free in time; the statement may be tried again.
        public static let lockTimeout = Code(rawValue: "lockTimeout")
        /// The transaction lost against another one, by a deadlock too; run it again from its beginning.
        public static let serialization = Code(rawValue: "serialization")
        /// A write in a read-only transaction, or on a server or file that accepts none.
        public static let readOnlyTransaction = Code(rawValue: "readOnlyTransaction")
        /// The session is gone. What became of a commit that was on its way is not known.
        public static let connectionLost = Code(rawValue: "connectionLost")
        /// No session could be opened.
        public static let cannotOpen = Code(rawValue: "cannotOpen")
        /// The disk of the database is full.
        public static let diskFull = Code(rawValue: "diskFull")
        /// The file of the database was deleted or replaced while it was open: what is written there is lost.
        public static let fileGone = Code(rawValue: "fileGone")
        /// A time limit of ours was over: for a statement, or for getting a session from the pool.
        public static let timeout = Code(rawValue: "timeout")
        /// The user of the configuration may not do this.
        public static let permission = Code(rawValue: "permission")
        /// The engine cannot read the statement.
        public static let syntax = Code(rawValue: "syntax")
        /// A value is none of the type that was asked for.
        public static let decoding = Code(rawValue: "decoding")
        /// A table or column is not there, or not as it should be.
        public static let schema = Code(rawValue: "schema")
        /// A transaction was used in a way it cannot be, such as after its end.
        public static let misuse = Code(rawValue: "misuse")
        /// `database.yaml` has no database of this name.
        public static let unknownDatabase = Code(rawValue: "unknownDatabase")
        /// Anything else that an engine says.
        public static let other = Code(rawValue: "other")
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
