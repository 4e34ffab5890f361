import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

/// docs/security.md: "Parameters that say what is executed are an admin's".
@Suite("Nobody becomes an admin through a handler")
struct EscalationTests {
    /// What an attacker wants to be executed.
    private static let evil = "UPDATE api_tokens SET role = 'admin'"
    /// Handlers whose parameters say what is executed, and one that no worker has ever registered.
    private static let guarded = ["sql", "shell", "later"]
    /// Their neighbours, whose statements and commands stand in worker.yaml.
    private static let pinned = ["sql_named", "shell_named"]

    /// Every body that could carry parameters, for any route: as JSON and as a form.
    private static func bodies(_ handler: String) -> [(json: String, form: String)] {
        let params = #"{"statement":"\#(evil)"}"#
        let cron = #""name":"x","cron_expression":"* * * * *","time_zone":"UTC""#
        let escaped = params.replacing("\"", with: "%22").replacing(" ", with: "%20")
        return [
            (#"{"handler_name":"\#(handler)","handler_params":\#(params)}"#, "handler_name=\(handler)&handler_params=\(escaped)"),
            (
                #"{\#(cron),"handler_name":"\#(handler)","handler_params":\#(params)}"#,
                "name=x&cron_expression=*%20*%20*%20*%20*&time_zone=UTC&handler_name=\(handler)&handler_params=\(escaped)"
            ),
            (#"{"handler_params":\#(params)}"#, "handler_params=\(escaped)"),
            (#"{"action":"retry","ids":[1],"handler_params":\#(params)}"#, "action=retry&ids=1&handler_params=\(escaped)"),
            (#"{"action":"run","ids":[1],"handler_params":\#(params)}"#, "action=run&ids=1&handler_params=\(escaped)"),
        ]
    }

    @Test(
        "no route lets a role below admin bring a statement or a command to a handler that would execute it",
        arguments: [AccountRole.viewer, .operator], guarded)
    func everyRoute(role: AccountRole, handler: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            if handler != "later" { _ = try await harness.worker(handlers: ["sample", handler] + Self.pinned, ofAdmins: [handler]) }
            // Number 1 of each: a cron of an admin, and a job of his that has failed.
            _ = try await harness.cron(handler: handler) { $0.handlerParams = #"{"statement":"SELECT 1"}"# }
            _ = try await harness.execution(handler: handler) { $0.handlerParams = #"{"statement":"SELECT 1"}"# }
            if handler != "later" { try await harness.run(.failure(message: "no", isRetryable: false), handlers: [handler]) }
            for (index, route) in harness.routes.enumerated() where route.changes && route.path != "/login" {
                let token = try await harness.token(role, name: "ci \(index)")
                for body in Self.bodies(handler) {
                    for key in [nil, "again"] {
                        var headers: HTTPFields = [.authorization: "Bearer \(token)"]
                        headers[HTTPField.Name("Idempotency-Key")!] = key
                        let isPage = !route.path.hasPrefix("/api/")
                        _ =
                            try await isPage
                            ? harness.post(route.uri, form: body.form, headers) : harness.send(route.method, route.uri, body.json, headers)
                    }
                }
            }
            try await expectHarmless(harness)
        }
    }

    private func expectHarmless(_ harness: AdminHarness) async throws {
        let executions = try await harness.fixture.store.executions(ExecutionFilter(), sort: .newest, page: Page(size: 100)).items
        #expect(!executions.isEmpty)
        for execution in executions where Self.guarded.contains(execution.handlerName) {
            #expect(!execution.handlerParams.contains("api_tokens"), "\(execution.handlerName) got \(execution.handlerParams)")
        }
        for cron in try await harness.fixture.store.cronJobs(CronJobFilter(), page: Page(size: 100)).items {
            #expect(!cron.definition.handlerParams.contains("api_tokens"), "\(cron.definition.name)")
        }
    }

    @Test("an admin can do all of that, so that the attack above would be seen")
    func admin() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let token = try await harness.token(.admin)
            let reply = try await harness.send(.post, "/api/jobs", Self.bodies("later")[0].json, [.authorization: "Bearer \(token)"])
            #expect(reply.status == .created)
        }
    }

    @Test("an operator runs an admin's cron as it is, and retries and repeats its jobs with the parameters that they have")
    func unchanged() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            _ = try await harness.worker(handlers: ["sql"], ofAdmins: ["sql"])
            let params = #"{"statement":"SELECT 1"}"#
            let cron = try await harness.cron(handler: "sql") { $0.handlerParams = params }
            let token = try await harness.token(.operator)
            let headers: HTTPFields = [.authorization: "Bearer \(token)"]
            #expect(try await harness.send(.post, "/api/crons/\(cron.id)/run", nil, headers).status == .accepted)
            let changed = try await harness.send(
                .post, "/api/crons/\(cron.id)/run", #"{"handler_params":{"statement":"SELECT 2"}}"#, headers)
            #expect(changed.status == .forbidden)
            #expect(try changed.json["code"] == "params_of_admin")
            try await harness.run(.failure(message: "no", isRetryable: false), handlers: ["sql"])
            #expect(try await harness.send(.post, "/api/jobs/1/retry", nil, headers).status == .ok)
            let page = try await harness.get("/jobs/1", headers).text
            #expect(page.contains("spellcheck=\"false\" readonly>"))
            let again = try await harness.post(
                "/jobs/1/again", form: "handler_params=%7B%0D%0A%20%20%22statement%22%20%3A%20%22SELECT%201%22%0D%0A%7D", headers)
            #expect(again.status == .seeOther)
            #expect(
                try await harness.post("/jobs/1/again", form: "handler_params=%7B%22statement%22%3A%22SELECT%202%22%7D", headers).status
                    == .forbidden)
        }
    }

    @Test("an operator chooses by name what worker.yaml holds, and a viewer does not", arguments: pinned)
    func named(handler: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let body = #"{"handler_name":"\#(handler)","handler_params":{"name":"overdue","params":{"state":"OPEN"}}}"#
            let headers: HTTPFields = [.authorization: "Bearer \(try await harness.token(.operator))"]
            // Before a worker has told whose they are, they are an admin's.
            #expect(try await harness.send(.post, "/api/jobs", body, headers).status == .forbidden)
            _ = try await harness.worker(handlers: ["sql", "shell"] + Self.pinned, ofAdmins: ["sql", "shell"])
            #expect(try await harness.send(.post, "/api/jobs", body, headers).status == .created)
            let cron = try await harness.cron(handler: handler) { $0.handlerParams = #"{"name":"overdue"}"# }
            let other = #"{"handler_params":{"name":"late"}}"#
            #expect(try await harness.send(.post, "/api/crons/\(cron.id)/run", other, headers).status == .accepted)
            let viewer: HTTPFields = [.authorization: "Bearer \(try await harness.token(.viewer, name: "viewer"))"]
            #expect(try await harness.send(.post, "/api/jobs", body, viewer).status == .forbidden)
        }
    }

    @Test("parameters that an operator wrote for one handler do not follow a cron to another", arguments: ["sample"] + pinned)
    func editedCron(handler: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            _ = try await harness.worker(handlers: [handler, "sql"], ofAdmins: ["sql"])
            let cron = try await harness.cron(handler: handler) { _ in }
            let headers: HTTPFields = [.authorization: "Bearer \(try await harness.token(.operator))"]
            let params = #"{"handler_params":{"statement":"\#(Self.evil)"}}"#
            #expect(try await harness.send(.post, "/api/crons/\(cron.id)/run", params, headers).status == .accepted)
            let admin: HTTPFields = [.authorization: "Bearer \(try await harness.token(.admin, name: "admin"))"]
            #expect(try await harness.send(.put, "/api/crons/\(cron.id)", #"{"handler_name":"sql"}"#, admin).status == .ok)
            #expect(try await harness.post("/jobs/1/again", form: "", headers).status == .forbidden)
        }
    }

    @Test("what a handler declares stays, whatever an older program says later")
    func strictest() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.worker(handlers: ["own"])
            #expect(try await harness.fixture.store.paramsAuthor(of: "own") == .operator)
            _ = try await harness.worker(handlers: ["own"], ofAdmins: ["own"])
            _ = try await harness.worker(handlers: ["own"])
            #expect(try await harness.fixture.store.paramsAuthor(of: "own") == .admin)
            #expect(try await harness.fixture.store.paramsAuthor(of: "nobody's") == nil)
        }
    }
}
