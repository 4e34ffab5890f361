import JobUBuiltins
import JobUComposition
import JobUDatabase
import Testing

@Suite("The built-in handlers in worker.yaml")
struct BuiltinFileTests {
    private static func bad(_ text: String, _ message: String) -> BadFile {
        BadFile("worker.yaml", "worker:\n  builtin:\n" + text, "config/worker.yaml:" + message)
    }

    static let files: [BadFile] = [
        bad("    ssh: {}\n", "3:5: worker.builtin.ssh: unknown key; allowed: shell, http, sql"),
        bad(
            "    shell:\n",
            "3:5: worker.builtin.shell.commands: must list at least one: a command's name (pg_dump) or its absolute path (/usr/bin/pg_dump)"
        ),
        bad(
            "    shell: {commands: []}\n",
            "3:13: worker.builtin.shell.commands: must list at least one: a command's name (pg_dump) or its absolute path (/usr/bin/pg_dump)"
        ),
        bad(
            "    shell:\n      commands: [date, ../bin/sh]\n",
            "4:24: worker.builtin.shell.commands[2]: must be a command's name (pg_dump) or its absolute path (/usr/bin/pg_dump), found '../bin/sh'"
        ),
        bad(
            "    shell:\n      commands: [/bin/../sh]\n",
            "4:18: worker.builtin.shell.commands[1]: must be a command's name (pg_dump) or its absolute path (/usr/bin/pg_dump), found '/bin/../sh'"
        ),
        bad(
            "    shell:\n      commands: [date]\n      path: [bin]\n",
            "5:14: worker.builtin.shell.path[1]: must be the absolute path of a folder, found 'bin'"),
        bad(
            "    shell:\n      commands: [date]\n      environment: [\"A=B\"]\n",
            "5:21: worker.builtin.shell.environment[1]: must be the name of a variable, found 'A=B'"),
        bad(
            "    shell:\n      commands: [date]\n      kill_after_seconds: 0\n",
            "5:27: worker.builtin.shell.kill_after_seconds: must be between 0.1 and 300 seconds, found '0'"),
        bad(
            "    http:\n      hosts: [\"https://api.example.com/v1\"]\n",
            "4:15: worker.builtin.http.hosts[1]: must be a host (api.example.com), all hosts below one (*.example.com), "
                + "addresses (10.1.2.3, 10.0.0.0/8) or '*', found 'https://api.example.com/v1'"),
        bad(
            "    http:\n      hosts: [\"api.example.com:8080\"]\n",
            "4:15: worker.builtin.http.hosts[1]: must be a host (api.example.com), all hosts below one (*.example.com), "
                + "addresses (10.1.2.3, 10.0.0.0/8) or '*', found 'api.example.com:8080'"),
        bad(
            "    http:\n      hosts: [a.example]\n      secrets: {TOKEN: {hosts: [a.example]}}\n",
            "5:17: worker.builtin.http.secrets.TOKEN: must have a 'value' or a 'file'"),
        bad(
            "    http:\n      hosts: [a.example]\n      secrets: {TOKEN: s3cret}\n",
            "5:24: worker.builtin.http.secrets.TOKEN: expected keys with values ('name: value'), found a single value"),
        bad(
            "    http:\n      hosts: [a.example]\n      secrets: {TOKEN: {value: \"s3cret\\r\\nX: y\"}}\n",
            "5:17: worker.builtin.http.secrets.TOKEN: contains a line break or another control character, which a header cannot carry"),
        bad(
            "    sql: {databases: [sales]}\n",
            "3:23: worker.builtin.sql.databases[1]: must be a database that this worker's handlers may use, and never the store 'jobu' "
                + "(database.yaml has no other), found 'sales'"),
        bad(
            "    sql: {databases: [jobu]}\n",
            "3:23: worker.builtin.sql.databases[1]: must be a database that this worker's handlers may use, and never the store 'jobu' "
                + "(database.yaml has no other), found 'jobu'"),
    ]

    private static let databases = "databases:\n  jobu: {type: sqlite}\n  reports: {type: sqlite}\n"

    @Test("statements get every database but the store, and no more rows than fit")
    func statements() throws {
        func files(_ sql: String) -> [String: String] {
            ["database.yaml": Self.databases, "worker.yaml": "worker:\n  database: jobu\n  builtin:\n    sql: {\(sql)}\n"]
        }
        #expect(try ConfigurationDirectory(files("databases: [reports]")).load().worker.builtin.sql?.databases == ["reports"])
        #expect(
            try ConfigurationDirectory(files("databases: [reports, jobu]")).message()?.contains("never the store 'jobu' (reports)") == true)
        #expect(
            try ConfigurationDirectory(files("databases: [reports], rows_max: 10001")).message()?
                .hasSuffix("worker.builtin.sql.rows_max: must be between 0 and 10000, found '10001'") == true)
    }

    @Test("what is wrong is named with its place", arguments: files)
    func refused(_ file: BadFile) throws {
        #expect(try ConfigurationDirectory([file.file: file.text]).message() == file.message)
    }

    @Test("nothing is on unless it is enabled")
    func off() throws {
        #expect(try ConfigurationDirectory(["worker.yaml": "worker:\n  builtin:\n"]).load().worker.builtin == BuiltinSettings())
    }

    @Test("everything can be set")
    func full() throws {
        let text = """
            worker:
              builtin:
                shell:
                  commands: [pg_dump, /opt/보고서/run]
                  path: [/opt/bin]
                  environment: [LANG]
                  params_environment: [DAY]
                  directory: /srv
                  allow_shell_string: true
                  kill_after_seconds: 0.5
                  output_lines_max: 5
                http:
                  hosts: [api.example.com, "*.example.org", 10.0.0.0/8, "::1"]
                  allow_private_addresses: true
                  response_bytes_max: 9
                  secrets:
                    TOKEN: {value: "Bearer ${KEY}", hosts: [api.example.com]}
                sql:
                  databases: [reports]
                  rows_max: 3
              database: jobu
            """
        let builtin = try ConfigurationDirectory(["worker.yaml": text, "database.yaml": Self.databases]).load(environment: ["KEY": "s3cret"]
        ).worker.builtin
        var shell = ShellSettings(commands: ["pg_dump", "/opt/보고서/run"])
        shell.rules.path = ["/opt/bin"]
        shell.environment = ["LANG"]
        shell.rules.environmentOfParams = ["DAY"]
        shell.rules.directory = "/srv"
        shell.rules.allowsShellString = true
        shell.rules.killAfter = .milliseconds(500)
        shell.rules.outputLinesMax = 5
        #expect(builtin.shell == shell)
        var sql = SQLSettings(databases: ["reports"])
        sql.rowsMax = 3
        #expect(builtin.sql == sql)
        #expect(builtin.http?.hosts == ["api.example.com", "*.example.org", "10.0.0.0/8", "::1"])
        #expect(builtin.http?.allowPrivateAddresses == true)
        #expect(builtin.http?.responseBytesMax == 9)
        #expect(builtin.http?.secrets["TOKEN"]?.value.reveal() == "Bearer s3cret")
        #expect(builtin.http?.secrets["TOKEN"]?.hosts == ["api.example.com"])
        #expect(!"\(builtin)".contains("s3cret"))
    }

    @Test("a line for a shell needs no list of commands")
    func shellString() throws {
        let text = "worker: {builtin: {shell: {allow_shell_string: true}}}"
        #expect(try ConfigurationDirectory(["worker.yaml": text]).load().worker.builtin.shell?.rules.commands == [])
    }
}
