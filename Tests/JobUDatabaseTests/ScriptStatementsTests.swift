import Testing

@testable import JobUDatabase

@Suite("Scripts, statement by statement")
struct ScriptStatementsTests {
    private func texts(_ script: String) -> [String] {
        ScriptStatements(script, StatementSyntax()).all.map(\.text)
    }

    @Test(
        "a semicolon outside of strings, names and comments ends a statement",
        arguments: [
            ("a; b", ["a", "b"]), ("a;", ["a"]), (";;\n", []), ("a ';' b; c", ["a ';' b", "c"]), ("a \";\"; b", ["a \";\"", "b"]),
            ("-- x; y\na; b", ["-- x; y\na", "b"]), ("a /* ; */; b", ["a /* ; */", "b"]), ("a;\n-- the end;\n", ["a"]), ("", []),
        ] as [(String, [String])])
    func split(script: String, statements: [String]) {
        #expect(texts(script) == statements)
    }

    @Test("what a statement is can be told from its words")
    func words() {
        let statements = ScriptStatements("-- Makes\nCREATE TABLE one (id INTEGER); INSERT INTO one VALUES (1)", StatementSyntax()).all
        #expect(statements.map(\.newTable) == ["one", nil])
        #expect(statements.map(\.title) == ["CREATE TABLE one", "INSERT INTO one"])
    }
}
