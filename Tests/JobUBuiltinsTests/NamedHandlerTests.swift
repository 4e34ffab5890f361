import Foundation
import JobUDatabase
import JobUHandler
import JobUModel
import JobUSQLite
import JobUTesting
import Testing

@testable import JobUBuiltins

/// docs/builtin-handlers.md: "Named statements and commands".
@Suite("Statements and commands that worker.yaml names", .timeLimit(.minutes(2)))
struct NamedHandlerTests {
    private let run = HandlerRun()
    private let folder: TemporaryDirectory
    private let commands: NamedShellHandler
    private let statements: NamedSQLHandler
    private let reports: Database

    /// What people try where a value goes into a statement or a command.
    static let attacks = [
        "'); DROP TABLE notes; --", "x' OR '1'='1", "1; DELETE FROM notes", "OPEN\" --", ":scheduled_time", "\\'; --", "; id", "$(id)",
        "`id`",
        "a b", "|cat", "&& id", "\u{202E}OPEN", "\u{FF07} OR 1=1",
    ]

    init() throws {
        folder = try TemporaryDirectory()
        reports = Database(
            name: "reports", driver: SQLiteDriver(FileConfiguration(path: folder.file("reports.db"), synchronous: .normal)),
            time: TimeSource.system)
        var rules = ShellRules(commands: ["true"])
        rules.path = ["/usr/bin", "/bin"]
        rules.environmentOfParams = ["DAY"]
        rules.directory = folder.file(".")
        rules.allowsShellString = true
        commands = NamedShellHandler(
            [
                "say": PinnedCommand(
                    ["printf", "%s|", "fixed", ":what"], directory: nil, successCodes: [0], parameters: ["what": NamedParameter(.text)]),
                "sum": PinnedCommand(
                    ["expr", ":a", "+", ":a"], directory: nil, successCodes: [0, 1],
                    parameters: ["a": NamedParameter(.integer)]),
                "list": PinnedCommand(
                    ["/bin/ls", ":how"], directory: nil, successCodes: [0],
                    parameters: ["how": NamedParameter(.text, choices: ["-l", "-a"])]),
                "plain": PinnedCommand(["/bin/sh", "-c", "echo here"], directory: nil, successCodes: [0], parameters: [:]),
            ], rules)
        statements = NamedSQLHandler(
            [
                "count": PinnedStatement(
                    database: "reports", statement: "SELECT count(*) AS n FROM notes WHERE body = :body", isReadOnly: true, isAtomic: false,
                    parameters: ["body": NamedParameter(.text)]),
                "clear": PinnedStatement(
                    database: "reports", statement: "DELETE FROM notes WHERE id = :id", isReadOnly: false, isAtomic: false,
                    parameters: ["id": NamedParameter(.integer)]),
                "lie": PinnedStatement(
                    database: "reports", statement: "DELETE FROM notes", isReadOnly: true, isAtomic: false, parameters: [:]),
            ], databases: ["reports"], rowsMax: 10)
    }

    private func makeNotes() async throws {
        try await reports.withConnection(.readWrite) {
            try await $0.executeScript(
                "CREATE TABLE notes (id INTEGER PRIMARY KEY, body TEXT); INSERT INTO notes VALUES (1, 'OPEN'), (2, 'DONE');")
        }
    }

    private func count() async throws -> Int64? {
        try await reports.transaction { try await $0.fetchAll("SELECT count(*) AS n FROM notes") }.first?.int64("n")
    }

    private func problem(_ handler: some JobHandler, _ params: String) async throws -> String? {
        let error = try await failure { try await run.execute(handler, params, on: [reports]) }
        #expect(error?.isRetryable == false)
        return error?.message
    }

    private func params(_ name: String, _ values: [String: JSONValue]) throws -> String {
        try JSONText.encode(JSONValue.object(["name": .string(name), "params": .object(values)]))
    }

    @Test("the name chooses the statement, and the values are bound to it")
    func statement() async throws {
        try await makeNotes()
        let read = try await run.execute(statements, params("count", ["body": "OPEN"]), on: [reports])
        #expect(read.data["rows"] == [["n": 1]])
        let changed = try await run.execute(statements, params("clear", ["id": 2]), on: [reports])
        #expect(changed.data == ["row_count": 1])
        #expect(try await problem(statements, params("lie", [:]))?.contains("readonly") == true)
        #expect(try await count() == 1)
    }

    @Test("a value that looks like a statement is a value, and one of another kind is refused", arguments: attacks)
    func valuesOfStatements(_ attack: String) async throws {
        try await makeNotes()
        let read = try await run.execute(statements, params("count", ["body": .string(attack)]), on: [reports])
        #expect(read.data["rows"] == [["n": 0]])
        #expect(
            try await problem(statements, params("clear", ["id": .string(attack)]))
                == "invalid handler_params.params for 'clear': 'id' must be a whole number")
        #expect(try await count() == 2)
    }

    @Test("a value is one argument of the command, whatever it holds", arguments: attacks)
    func valuesOfCommands(_ attack: String) async throws {
        let said = try await run.execute(commands, params("say", ["what": .string(attack)]))
        #expect(said.data["stdout"] == .string("fixed|\(attack)|"))
        #expect(
            try await problem(commands, params("sum", ["a": .string(attack)]))
                == "invalid handler_params.params for 'sum': 'a' must be a whole number")
        #expect(try await run.execute(commands, params("sum", ["a": 4])).data["stdout"] == "8")
        #expect(try await run.execute(commands, #"{"name": "plain"}"#).data["stdout"] == "here")
    }

    @Test("a value that a program would take for an option is refused, unless it is one of the choices")
    func options() async throws {
        for value in ["-rf", "--help", "-"] {
            #expect(
                try await problem(commands, params("say", ["what": .string(value)]))
                    == "invalid handler_params.params: 'what' must not begin with '-', as an option does")
        }
        #expect(try await problem(commands, params("sum", ["a": -1]))?.contains("must not begin with '-'") == true)
        #expect(try await run.execute(commands, params("list", ["how": "-a"])).data["exit_code"] == 0)
        #expect(
            try await problem(commands, params("list", ["how": "-R"]))
                == "invalid handler_params.params for 'list': 'how' must be one of -l, -a")
    }

    @Test("nothing but the name and the values can be written")
    func nothingElse() async throws {
        try await makeNotes()
        for key in ["statement", "database", "read_only", "atomic"] {
            let text = #"{"name": "count", "params": {"body": "x"}, "\#(key)": "DELETE FROM notes"}"#
            #expect(try await problem(statements, text) == "invalid handler_params: '\(key)' is unknown; allowed: name, params")
        }
        for key in ["command", "shell", "env", "directory", "stdin", "success_codes"] {
            let text = #"{"name": "plain", "\#(key)": ["id"]}"#
            #expect(try await problem(commands, text) == "invalid handler_params: '\(key)' is unknown; allowed: name, params")
        }
        #expect(try await count() == 2)
    }

    @Test("a name that is not there is told those that are")
    func unknown() async throws {
        #expect(
            try await problem(statements, #"{"name": "DELETE FROM notes"}"#)
                == "'DELETE FROM notes' is not in worker.builtin.sql.named of worker.yaml; allowed: clear, count, lie")
        #expect(
            try await problem(commands, #"{"name": "/bin/sh"}"#)
                == "'/bin/sh' is not in worker.builtin.shell.named of worker.yaml; allowed: list, plain, say, sum")
    }

    @Test("values that are missing, too many or of another kind are named, all at once, and none is shown")
    func misfits() async throws {
        let message = try await problem(statements, params("count", ["state": "4711", "day": nil]))
        #expect(
            message
                == "invalid handler_params.params for 'count': 'body' is missing; 'day' is none of its parameters (it has body); "
                + "'state' is none of its parameters (it has body)")
        #expect(try await problem(statements, params("lie", ["x": 1]))?.contains("(it has none)") == true)
    }

    @Test("each kind of value takes what it names, and nothing else")
    func kinds() throws {
        let good: [(NamedParameter.Kind, [JSONValue])] = [
            (.text, ["", "안녕 😀 - ; '", "-x"]), (.word, ["a", "9.x_y-z", .string(String(repeating: "a", count: 100))]),
            (.date, ["2024-02-29", "2026-12-31"]), (.integer, [0, -5, .int(.max)]), (.number, [1, 2.5, .number("1234567890123456789.5")]),
            (.boolean, [true, false]),
        ]
        let bad: [(NamedParameter.Kind, [JSONValue])] = [
            (.text, ["a\nb", "\u{0}", "\u{1B}[2J", .string(String(repeating: "a", count: 1_001)), 1, nil, ["a"], [:]]),
            (.word, ["", "-a", ".a", "a/b", "a b", "é", "１", .string(String(repeating: "a", count: 101)), "a\n"]),
            (.date, ["2026-02-29", "2026-13-01", "2026-1-1", "today", "2026-01-01\n", "２026-01-01"]), (.integer, [1.5, "1", nil, true]),
            (.number, ["1", true, nil]), (.boolean, ["true", 0, 1]),
        ]
        for (kind, values) in good {
            for value in values { #expect(NamedParameter(kind).demand(on: value) == nil, "\(kind) \(value)") }
        }
        for (kind, values) in bad {
            for value in values { #expect(NamedParameter(kind).demand(on: value) != nil, "\(kind) \(value)") }
        }
        #expect(NamedParameter(.integer, choices: ["1", "2"]).demand(on: 2) == nil)
        #expect(NamedParameter(.integer, choices: ["1", "2"]).demand(on: 3) == "one of 1, 2")
    }

    @Test("operators may write these parameters, and those of sql and shell stay an admin's")
    func authors() {
        #expect(NamedSQLHandler.paramsAuthor == .operator && NamedShellHandler.paramsAuthor == .operator)
        #expect(SQLHandler.paramsAuthor == .admin && ShellHandler.paramsAuthor == .admin)
    }
}
