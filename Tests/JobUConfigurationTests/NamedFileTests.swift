import JobUBuiltins
import JobUComposition
import Testing

@Suite("Statements and commands that worker.yaml names, as it is read")
struct NamedFileTests {
    private static let databases = "databases:\n  jobu: {type: sqlite}\n  reports: {type: sqlite}\n  sales: {type: sqlite}\n"

    private static func settings(_ builtin: String) throws -> BuiltinSettings {
        try ConfigurationDirectory(files(builtin)).load().worker.builtin
    }

    private static func files(_ builtin: String) -> [String: String] {
        ["database.yaml": databases, "worker.yaml": "worker:\n  database: jobu\n  builtin:\n    \(builtin)\n"]
    }

    @Test("a named statement says all that there is to say of it")
    func statement() throws {
        let sql = try Self.settings(
            """
            sql:
                  named:
                    overdue:
                      database: sales
                      statement: "SELECT :state, :day"
                      read_only: true
                      params:
                        state: {choices: [OPEN, LATE]}
                        day: {type: date}
                    tidy: {database: reports, statement: DELETE FROM notes, atomic: true}
            """
        ).sql
        let overdue = PinnedStatement(
            database: "sales", statement: "SELECT :state, :day", isReadOnly: true, isAtomic: false,
            parameters: ["state": NamedParameter(.text, choices: ["OPEN", "LATE"]), "day": NamedParameter(.date)])
        let tidy = PinnedStatement(
            database: "reports", statement: "DELETE FROM notes", isReadOnly: false, isAtomic: true, parameters: [:])
        #expect(sql?.named == ["overdue": overdue, "tidy": tidy])
        #expect(sql?.databases == [])
    }

    @Test("the only database of the list needs no mention")
    func onlyDatabase() throws {
        let sql = try Self.settings("sql: {databases: [sales], named: {one: {statement: SELECT 1}}}").sql
        #expect(sql?.named["one"]?.database == "sales")
    }

    @Test("a named command says all that there is to say of it")
    func command() throws {
        let shell = try Self.settings(
            """
            shell:
                  named:
                    backup:
                      command: [pg_dump, -f, "", -f, ":to"]
                      directory: out
                      success_codes: [0, 3]
                      params: {to: {type: word}}
            """
        ).shell
        let backup = PinnedCommand(
            ["pg_dump", "-f", "", "-f", ":to"], directory: "out", successCodes: [0, 3], parameters: ["to": NamedParameter(.word)])
        #expect(shell?.named == ["backup": backup])
        #expect(shell?.rules.commands == [])
    }

    static let bad: [(String, String)] = [
        ("sql: {named: {}}", "sql.databases: must list at least one: a database"),
        ("sql: {named: {a b: {}}}", "sql.named.a b: a name must be 1 to 64 characters: letters A-Z and a-z, digits, _ and -"),
        ("sql: {named: {x: {statement: SELECT 1}}}", "sql.named.x.database: must be given: a database that this worker's handlers may use"),
        (
            "sql: {named: {x: {database: jobu, statement: SELECT 1}}}",
            "sql.named.x.database: must be a database that this worker's handlers may use, and never the store 'jobu' (reports, sales), found 'jobu'"
        ),
        ("sql: {named: {x: {database: sales}}}", "sql.named.x.statement: must be given: one statement, with parameters written :name"),
        (
            "sql: {named: {x: {database: sales, statement: S, read_only: true, atomic: true}}}",
            "sql.named.x.atomic: cannot be combined with 'read_only'"
        ),
        (
            "sql: {named: {x: {database: sales, statement: S, params: {execution_id: {type: integer}}}}}",
            "sql.named.x.params: 'execution_id' is set by JobU"
        ),
        (
            "sql: {named: {x: {database: sales, statement: S, params: {day: {}}}}}",
            "sql.named.x.params.day: must have a 'type' (text, word, date, integer, number, boolean) or 'choices'"
        ),
        (
            "sql: {named: {x: {database: sales, statement: S, params: {1day: {type: date}}}}}",
            "sql.named.x.params.1day: a parameter's name must be 1 to 64 characters: letters A-Z and a-z, digits and _; the first is no digit"
        ),
        (
            "sql: {named: {x: {database: sales, statement: S, params: {day: {type: time}}}}}",
            "sql.named.x.params.day.type: expected one of text, word, date, integer, number, boolean, found 'time'"
        ),
        ("sql: {named: {x: {database: sales, statement: S, params: {day: {choices: []}}}}}", "day.choices: must list at least one"),
        ("shell: {named: {x: {}}}", "shell.named.x.command: must be given: a list of the command and its arguments, [date, -u]"),
        ("shell: {named: {x: {command: [../sh]}}}", "shell.named.x.command[1]: must be a command's name (pg_dump) or its absolute path"),
        (
            "shell: {named: {x: {command: [ls, \":dir\"]}}}",
            "shell.named.x.command[2]: must be a parameter that 'params' declares, found ':dir'"
        ),
        (
            "shell: {named: {x: {command: [ls, \"--dir=:dir\"], params: {dir: {type: word}}}}}",
            "shell.named.x.command: the parameter 'dir' must be an argument of its own, ':dir'"
        ),
        (
            "shell: {named: {x: {command: [ls], success_codes: [256]}}}",
            "shell.named.x.success_codes[1]: must be between 0 and 255, found '256'"
        ),
    ]

    @Test("what is wrong with a named statement or command is told with its place", arguments: bad)
    func refused(_ builtin: String, _ message: String) throws {
        let told = try ConfigurationDirectory(Self.files(builtin)).message()
        #expect(told?.contains("worker.builtin.\(message)") == true || told?.contains(message) == true, "\(told ?? "")")
    }
}
