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
        syntax.nameQuotes = ["`"]
        syntax.verbs.subtract(["REINDEX"])
        syntax.verbs.formUnion(["TABLE", "TRUNCATE", "RENAME", "OPTIMIZE", "CHECK", "REPAIR", "CALL", "SHOW", "DESCRIBE", "DESC"])
        syntax.refusedNames = ["load_file", "outfile", "dumpfile", "sys_exec", "sys_eval"]
        syntax.refusedPrefixes = ["jobu_tx"]
        return syntax
    }()
}
