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
    /// First words of statements that would end the transaction around them, or change the session beyond it.
    package var refusedVerbs: Set<String> = [
        "BEGIN", "START", "COMMIT", "ROLLBACK", "SAVEPOINT", "RELEASE", "END", "SET",
    ]

    package init() {}
}
