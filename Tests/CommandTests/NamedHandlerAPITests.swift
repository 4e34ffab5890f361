import Foundation
import JobUModel
import JobUTesting
import TestSupport
import Subprocess
import Testing

/// `sql_named` and `shell_named` in the tool, asked for over its API: docs/builtin-handlers.md.
@Suite("Statements and commands that operators choose", .serialized, .timeLimit(.minutes(2)))
struct NamedHandlerAPITests {
    private static let worker = """
        worker:
          database: jobu
          builtin:
            shell:
              named:
                say: {command: [echo, heard, ":word"], params: {word: {type: word}}}
            sql:
              named:
                state:
                  database: reports
                  statement: "SELECT :state AS state, :id AS id"
                  read_only: true
                  params: {state: {type: text}, id: {type: integer}}
        """

    private struct Answer: Decodable {
        var id: Int64?
        var code: String?
    }

    @Test(
        "an operator chooses the name and the values over the API, and cannot write a statement or a command",
        arguments: StoreEngine.present)
    func operators(engine: StoreEngine) async throws {
        let place = try await Workplace(
            on: engine,
            files: [
                "worker.yaml": Self.worker, "dispatcher.yaml": "dispatcher: {database: jobu}\n",
                "admin.yaml": "admin: {database: jobu, port: 0}\n",
            ])
        try await place.addReports(on: engine, .apart)
        let made = try await place.jobu("token", "create", "ci", "--role", "operator")
        let token = try #require(made.output.firstMatch(of: #/jobu_[A-Za-z0-9_-]+/#)).0
        let status = try await place.running("run") { tool in
            let url = try #require(try await tool.line(containing: "is ready").firstMatch(of: #/http:\/\/127\.0\.0\.1:[0-9]+/#)).0
            func ask(_ handler: String, _ params: String) async throws -> Answer {
                let ended = try await Subprocess.run(
                    .name("curl"),
                    arguments: [
                        "-s", "--max-time", "20", "-H", "Authorization: Bearer \(token)", "-H", "Content-Type: application/json", "-d",
                        #"{"handler_name": "\#(handler)", "handler_params": \#(params)}"#, "\(url)/api/jobs",
                    ], output: .string(limit: 100_000), error: .discarded)
                return try JSONDecoder().decode(Answer.self, from: Data(ended.standardOutput.utf8))
            }
            func run(_ handler: String, _ params: String) async throws -> Execution {
                try await place.ended(ExecutionID(rawValue: #require(try await ask(handler, params).id)))
            }
            let evil = "'; DROP TABLE job_executions; --"
            let read = try await run("sql_named", #"{"name": "state", "params": {"state": "\#(evil)", "id": 7}}"#)
            #expect(
                read.result == #"{"action":"fetched","data":{"is_truncated":false,"row_count":1,"rows":[{"id":7,"state":"\#(evil)"}]}}"#,
                "\(read.errorMessage ?? "")")
            let said = try await run("shell_named", #"{"name": "say", "params": {"word": "out"}}"#)
            #expect(said.result?.contains(#""stdout":"heard out""#) == true, "\(said.errorMessage ?? "")")
            for (handler, params) in [
                ("sql_named", #"{"name": "state", "params": {"state": "x", "id": 1}, "statement": "SELECT 1"}"#),
                ("sql_named", #"{"name": "state", "params": {"state": "x", "id": "1 OR 1=1"}}"#),
                ("sql_named", #"{"name": "SELECT 1"}"#), ("shell_named", #"{"name": "say", "params": {"word": "--help"}}"#),
                ("shell_named", #"{"name": "say", "params": {"word": "a; id"}}"#), ("shell_named", #"{"command": ["id"], "name": "say"}"#),
                ("shell_named", #"{"name": "/bin/sh"}"#),
            ] {
                #expect(try await run(handler, params).status == .failed, "\(handler) \(params)")
            }
            for handler in ["sql", "shell"] { #expect(try await ask(handler, "{}").code == "params_of_admin") }
            try tool.send(.terminate)
        }
        #expect(status == .exited(0))
    }
}
