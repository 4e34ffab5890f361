/// A statement whose `\(…)` parts become bound parameters, never text.
///
/// ```swift
/// try await tx.fetchAll("SELECT id FROM orders WHERE day = \(day)")
/// ```
/// Another `SQLQuery` may be interpolated and is spliced in with its own parameters.
public struct SQLQuery: Sendable, Hashable, ExpressibleByStringInterpolation {
    /// The texts around the parameters: always one more than there are binds.
    private(set) var texts: [String]
    /// The parameters, in order.
    private(set) var binds: [SQLValue]
    /// Whether people wrote it, and not a program: an engine's guarded session asks for each thing that it would do.
    package var isForeign = false

    /// A statement without parameters, from a literal.
    public init(stringLiteral value: String) {
        texts = [value]
        binds = []
    }

    /// A statement from a literal with its parameters.
    public init(stringInterpolation: Interpolation) {
        self = stringInterpolation.sql
    }

    private init(text: String) {
        texts = [text]
        binds = []
    }

    /// A statement from text that is not a literal, such as a file. The text is run as it is: never pass anything a user wrote.
    public static func uncheckedRaw(_ text: String) -> SQLQuery {
        SQLQuery(text: text)
    }

    /// A statement without parameters, from a literal that the compiler has seen.
    package init(literal: StaticString) {
        self.init(text: literal.description)
    }

    /// The text of a statement that runs once per row, its parameters written as `?`.
    /// - Throws: `SQLError` of code `syntax` when the statement brings parameters of its own: a row has no room for them.
    package func batchText() throws -> String {
        guard binds.isEmpty else { throw SQLError(.syntax, "the parameters of a batch come from its rows alone", statement: texts[0]) }
        return texts[0]
    }

    /// The text with each parameter in the engine's notation, and the parameters.
    /// - Parameter placeholder: gives the engine's spelling of parameter number n, counted from 1.
    package func rendered(_ placeholder: (Int) -> String) -> (text: String, binds: [SQLValue]) {
        guard !binds.isEmpty else { return (texts[0], []) }
        var text = texts[0]
        for index in binds.indices {
            text += placeholder(index + 1)
            text += texts[index + 1]
        }
        return (text, binds)
    }

    /// Joins two pieces of a statement.
    public static func + (left: SQLQuery, right: SQLQuery) -> SQLQuery {
        var joined = left
        joined.append(right)
        return joined
    }

    /// A comma-separated list of parameters, for `IN (…)`; `NULL` when there are none.
    public static func list(_ values: some Sequence<some SQLBindable>) -> SQLQuery {
        let pieces: [SQLQuery] = values.map { "\($0)" }
        return join(pieces, separator: ", ") ?? "NULL"
    }

    /// Pieces with a literal between them; null when there are none.
    public static func join(_ pieces: [SQLQuery], separator: SQLQuery) -> SQLQuery? {
        guard var joined = pieces.first else { return nil }
        for piece in pieces.dropFirst() {
            joined.append(separator)
            joined.append(piece)
        }
        return joined
    }

    fileprivate mutating func append(_ other: SQLQuery) {
        texts[texts.count - 1] += other.texts[0]
        texts += other.texts.dropFirst()
        binds += other.binds
    }

    fileprivate mutating func append(_ value: SQLValue) {
        binds.append(value)
        texts.append("")
    }

    fileprivate mutating func append(text: String) {
        texts[texts.count - 1] += text
    }

    /// Collects the pieces of a literal.
    public struct Interpolation: StringInterpolationProtocol {
        fileprivate var sql = SQLQuery(text: "")

        /// Called by the compiler.
        public init(literalCapacity: Int, interpolationCount: Int) {}

        /// The literal's own text.
        public mutating func appendLiteral(_ literal: String) {
            sql.append(text: literal)
        }

        /// A parameter.
        public mutating func appendInterpolation(_ value: some SQLBindable) {
            sql.append(value.sqlValue)
        }

        /// A parameter that may be null.
        public mutating func appendInterpolation<Value: SQLBindable>(_ value: Value?) {
            sql.append(value?.sqlValue ?? .null)
        }

        /// Another statement, spliced in with its parameters.
        public mutating func appendInterpolation(_ other: SQLQuery) {
            sql.append(other)
        }
    }
}
