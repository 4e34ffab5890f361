/// How an engine reads the text of a statement, as far as it takes to find what stands outside of strings, names and comments.
package struct StatementSyntax: Sendable {
    /// The signs around a string or a name.
    package struct Quote: Sendable {
        let open: UInt8
        let close: UInt8
        let hasBackslashes: Bool

        package init(_ open: Unicode.Scalar, _ close: Unicode.Scalar? = nil, hasBackslashes: Bool = false) {
            self.open = UInt8(ascii: open)
            self.close = UInt8(ascii: close ?? open)
            self.hasBackslashes = hasBackslashes
        }
    }

    /// A doubled sign inside reads as the end of one string and the begin of the next: the outcome is the same.
    package var quotes: [Quote] = [Quote("'"), Quote("\"")]
    /// Whether backslashes mean something in `E'…'`.
    package var hasEscapeStrings = false
    /// Whether `$$ … $$` and `$tag$ … $tag$` are strings.
    package var hasDollarQuotes = false
    /// Whether `/* … */` may hold another.
    package var hasNestedComments = false
    /// Whether `#` begins a comment.
    package var hasHashComments = false
    /// Whether `--` begins a comment only before a space.
    package var needsSpaceAfterDashes = false
    /// Beginnings of comments whose text the engine runs all the same.
    package var executableComments: [String] = []
    /// Signs that begin a parameter in the engine's own spelling.
    package var parameterSigns: Set<Unicode.Scalar> = []
    /// First words of statements that read or change data and tables. What is not among them could end the transaction around it, change
    /// the session, or reach beyond the database.
    package var verbs: Set<String> = [
        "SELECT", "VALUES", "WITH", "INSERT", "UPDATE", "DELETE", "REPLACE", "EXPLAIN", "CREATE", "ALTER", "DROP", "ANALYZE", "REINDEX",
    ]
    /// Names of functions, and of what else a statement can name, that reach beyond the database or run a text as a statement; in small
    /// letters. The rights of the account are the real limit: these are a second lock.
    package var refusedNames: Set<String> = []
    /// Beginnings of such names.
    package var refusedPrefixes: [String] = []
    /// Signs around names, by which one of those can be written as well.
    package var nameQuotes: Set<Unicode.Scalar> = ["\""]
    /// Whether `U&"…"` is a name in an alphabet of its own.
    package var hasEscapedNames = false
    /// Whether the rows of every statement can be fetched bit by bit, also of one that changes something.
    package var streamsEveryRow = false

    package init() {}
}
