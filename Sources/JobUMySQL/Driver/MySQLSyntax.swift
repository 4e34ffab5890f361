package import JobUDatabase

extension StatementSyntax {
    /// What MySQL and MariaDB make of a text in the `sql_mode` of our sessions.
    package static let mysql: StatementSyntax = {
        var syntax = StatementSyntax()
        syntax.quotes = [Quote("'", hasBackslashes: true), Quote("\"", hasBackslashes: true), Quote("`")]
        syntax.hasHashComments = true
        syntax.needsSpaceAfterDashes = true
        syntax.executableComments = ["/*!", "/*M!"]
        syntax.parameterSigns = ["?"]
        syntax.refusedVerbs.formUnion([
            "XA", "LOCK", "UNLOCK", "USE", "PREPARE", "EXECUTE", "DEALLOCATE", "RESET", "FLUSH", "LOAD", "HANDLER",
        ])
        return syntax
    }()
}
