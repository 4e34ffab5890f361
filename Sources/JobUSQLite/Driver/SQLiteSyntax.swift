package import JobUDatabase

extension StatementSyntax {
    /// What SQLite makes of a text.
    package static let sqlite: StatementSyntax = {
        var syntax = StatementSyntax()
        syntax.quotes += [Quote("`"), Quote("[", "]")]
        syntax.parameterSigns = ["?", "$", "@"]
        syntax.nameQuotes = ["\"", "`", "["]
        // The authorizer of the session refuses them as well; here the answer comes before anything is opened.
        syntax.refusedNames = ["load_extension", "fts3_tokenizer"]
        syntax.refusedPrefixes = ["jobu_tx"]
        syntax.streamsEveryRow = true
        return syntax
    }()
}
