package import JobUDatabase

extension StatementSyntax {
    /// What PostgreSQL makes of a text.
    package static let postgres: StatementSyntax = {
        var syntax = StatementSyntax()
        syntax.hasEscapeStrings = true
        syntax.hasDollarQuotes = true
        syntax.hasNestedComments = true
        syntax.parameterSigns = ["$"]
        syntax.refusedVerbs.formUnion([
            "ABORT", "PREPARE", "EXECUTE", "DEALLOCATE", "DECLARE", "CLOSE", "FETCH", "MOVE", "DISCARD", "RESET", "LISTEN", "UNLISTEN",
            "COPY",
            "LOAD",
        ])
        return syntax
    }()
}
