import JobUDatabase
import JobUMySQL
import JobUPostgres
import JobUSQLite
import Testing

@Suite("Statements with named parameters")
struct NamedStatementTests {
    static let engines: [(String, StatementSyntax)] = [("sqlite", .sqlite), ("postgres", .postgres), ("mysql", .mysql)]

    /// The statement with `<1>` for the first parameter that is bound, and so on.
    private func rendered(_ text: String, _ syntax: StatementSyntax) throws -> String {
        try NamedStatement(text, syntax).bound([:]).rendered { "<\($0)>" }.text
    }

    @Test(
        "on every engine strings, names and comments hold no parameters", arguments: engines,
        [
            ("SELECT :a", "SELECT <1>"), ("SELECT :a, :b, :a", "SELECT <1>, <2>, <3>"),
            ("SELECT ':a', 'it''s :a', :a", "SELECT ':a', 'it''s :a', <1>"),
            (#"SELECT ":a" FROM x WHERE y=:a"#, #"SELECT ":a" FROM x WHERE y=<1>"#), ("SELECT 1 -- :a\n, :b", "SELECT 1 -- :a\n, <1>"),
            ("SELECT /* :a ' */ :b", "SELECT /* :a ' */ <1>"), ("SELECT :이름", "SELECT <1>"), ("SELECT :a1_b2+:c", "SELECT <1>+<2>"),
            ("SELECT '10:30', a:b", "SELECT '10:30', a <1>"), ("SELECT :a ; -- end", "SELECT <1> "), ("SELECT 1 : 2", "SELECT 1 : 2"),
        ])
    func everywhere(_ engine: (String, StatementSyntax), _ example: (String, String)) throws {
        #expect(try rendered(example.0, engine.1) == example.1, "\(engine.0)")
    }

    @Test(
        "each engine's own signs are known",
        arguments: [
            ("SELECT :a::date, x[1:2]", StatementSyntax.postgres, "SELECT <1>::date, x[1:2]"),
            ("SELECT $$ :a ; $$, $x$ $$ :b $x$, :c", .postgres, "SELECT $$ :a ; $$, $x$ $$ :b $x$, <1>"),
            (#"SELECT E'\' :a', '\', :b"#, .postgres, #"SELECT E'\' :a', '\', <1>"#),
            ("SELECT 1 /* /* :a */ :b */ , :c", .postgres, "SELECT 1 /* /* :a */ :b */ , <1>"),
            (#"SELECT a ? 'x', b ->> 'y' FROM t WHERE c = :c"#, .postgres, #"SELECT a ? 'x', b ->> 'y' FROM t WHERE c = <1>"#),
            ("SELECT [:a], `:b`, :c", .sqlite, "SELECT [:a], `:b`, <1>"), (#"SELECT '\', :a"#, .sqlite, #"SELECT '\', <1>"#),
            (#"SELECT '\' :a', "\":b", `:c`, :d # :e"#, .mysql, #"SELECT '\' :a', "\":b", `:c`, <1> # :e"#),
            ("SELECT 1--:a", .mysql, "SELECT 1--<1>"), ("SELECT @x := :a, @y:=:b", .mysql, "SELECT @x := <1>, @y:=<2>"),
        ])
    func own(_ text: String, _ syntax: StatementSyntax, _ expected: String) throws {
        #expect(try rendered(text, syntax) == expected)
    }

    @Test(
        "what is no single, ended statement is refused", arguments: engines,
        [
            ("", "is empty"), (" -- nothing\n ;", "is empty"), ("SELECT 1; SELECT 2", "more than one"),
            ("SELECT 1;;DROP TABLE x", "more than one"),
            ("SELECT 'a", "unterminated string, name or comment; it begins at 'a"),
            ("SELECT /* a", "unterminated string, name or comment; it begins at /* a"), ("SELECT 'a\u{0}'", "NUL"),
            ("BEGIN", "begins with BEGIN"), ("(COMMIT)", "begins with COMMIT"),
        ])
    func refused(_ engine: (String, StatementSyntax), _ example: (String, String)) {
        let error = #expect(throws: StatementError.self) { try NamedStatement(example.0, engine.1) }
        #expect(error?.description.contains(example.1) == true, "\(engine.0): \(error?.description ?? "")")
    }

    @Test(
        "what only one engine would take for something else is refused there",
        arguments: [
            ("SELECT ?", StatementSyntax.sqlite, "contains '?'"), ("SELECT @a", .sqlite, "contains '@'"),
            ("SELECT $a", .sqlite, "contains '$'"),
            ("SELECT ?", .mysql, "contains '?'"), ("SELECT $1", .postgres, "contains '$'"),
            ("SELECT 1 /*! ; DROP TABLE x */", .mysql, "a comment that the database would execute"),
            ("ATTACH '/etc/x' AS y", .sqlite, "ATTACH"), ("pragma query_only = 1", .sqlite, "PRAGMA"),
            ("LOCK TABLES a WRITE", .mysql, "LOCK"),
            ("COPY x TO PROGRAM 'rm'", .postgres, "COPY"),
        ])
    func refusedThere(_ text: String, _ syntax: StatementSyntax, _ words: String) {
        let error = #expect(throws: StatementError.self) { try NamedStatement(text, syntax) }
        #expect(error?.description.contains(words) == true)
    }

    @Test(
        "whether rows come back is seen in the words",
        arguments: [
            ("SELECT 1", true, true), ("(SELECT 1) UNION (SELECT 2)", true, true), ("WITH a AS (SELECT 1) SELECT * FROM a", true, true),
            ("WITH a AS (SELECT 1) INSERT INTO b SELECT * FROM a", false, false),
            ("WITH a AS (DELETE FROM b RETURNING id) SELECT * FROM a", true, false),
            ("INSERT INTO a VALUES (1) RETURNING id", true, false), ("UPDATE a SET b = 'RETURNING'", false, false),
            ("DELETE FROM a", false, false),
            ("SELECT 1 INTO b", false, false), ("EXPLAIN SELECT 1", true, false), ("CREATE TABLE a AS SELECT 1", false, false),
            ("values (1)", true, true),
        ])
    func rows(_ text: String, _ hasRows: Bool, _ isPlainQuery: Bool) throws {
        let statement = try NamedStatement(text, .postgres)
        #expect(statement.hasRows == hasRows)
        #expect(statement.isPlainQuery == isPlainQuery)
    }
}
