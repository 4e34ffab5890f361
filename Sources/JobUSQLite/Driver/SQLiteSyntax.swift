package import JobUDatabase

extension StatementSyntax {
    /// What SQLite makes of a text.
    package static let sqlite: StatementSyntax = {
        var syntax = StatementSyntax()
        syntax.quotes += [Quote("`"), Quote("[", "]")]
        syntax.parameterSigns = ["?", "$", "@"]
        // ATTACH would open any file the process can open.
        syntax.refusedVerbs.formUnion(["ATTACH", "DETACH", "PRAGMA", "VACUUM"])
        return syntax
    }()
}
