import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("API tokens")
struct TokenTests {
    @Test("a token is shown once, works until it is revoked, and says who it is")
    func life() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            _ = try await harness.worker()
            let admin: HTTPFields = [.authorization: "Bearer \(try await harness.token(.admin, name: "root"))"]
            let made = try await harness.send(.post, "/api/tokens", #"{"name":"deploy","role":"operator"}"#, admin)
            #expect(made.status == .created)
            let secret = try #require(try made.json["token"]?.text)
            #expect(secret.hasPrefix("jobu_") && secret.utf8.count == 48)
            let list = try await harness.get("/api/tokens", admin).text
            #expect(!list.contains(secret) && list.contains(secret.prefix(9)))
            let bearer: HTTPFields = [.authorization: "Bearer \(secret)"]
            let me = try await harness.get("/api/me", bearer).json
            #expect(me["kind"]?.text == "token" && me["name"]?.text == "deploy" && me["role"]?.text == "operator")
            #expect(try await harness.send(.post, "/api/jobs", #"{"handler_name":"sample"}"#, bearer).status == .created)
            #expect(try await harness.send(.post, "/api/tokens", #"{"name":"more","role":"admin"}"#, bearer).status == .forbidden)
            #expect(try await harness.send(.delete, "/api/tokens/2", nil, admin).status == .noContent)
            let refused = try await harness.get("/api/me", bearer)
            #expect(refused.status == .unauthorized)
            #expect(refused.headers[.wwwAuthenticate]?.contains("invalid_token") == true)
        }
    }

    @Test("a token that has expired is refused, and its use is noted seldom")
    func expiry() async throws {
        let clock = TestClock()
        let time = TimeSource.test(clock)
        try await AdminHarness.open(time: time) { harness in
            try await harness.user("mina", .admin)
            let start = time.wall.now()
            let bearer: HTTPFields = [.authorization: "Bearer \(try await harness.token(.viewer, expiresAt: start + .seconds(100)))"]
            func used() async throws -> Timestamp? { try await harness.fixture.store.tokens().first?.lastUsedAt }
            #expect(try await harness.get("/api/me", bearer).status == .ok)
            #expect(try await used() == start)
            clock.advance(by: .seconds(59))
            #expect(try await harness.get("/api/me", bearer).status == .ok)
            #expect(try await used() == start)
            clock.advance(by: .seconds(1))
            #expect(try await harness.get("/api/me", bearer).status == .ok)
            #expect(try await used() == start + .seconds(60))
            clock.advance(by: .seconds(40))
            #expect(try await harness.get("/api/me", bearer).status == .unauthorized)
        }
    }

    @Test(
        "credentials that do not hold are refused, also where none are needed",
        arguments: ["Bearer jobu_x", "Bearer", "Bearer eyJhbGciOi", "jobu_x", "Bearer \(String(repeating: "jobu_", count: 500))"])
    func nonsense(header: String) async throws {
        try await AdminHarness.open { harness in
            let refused = try await harness.get("/api/crons", [.authorization: header])
            #expect(refused.status == .unauthorized)
            #expect(try await harness.get("/health", [.authorization: header]).status == .ok)
            #expect(try await harness.send(.post, "/api/jobs", #"{"handler_name":"x"}"#, [.authorization: header]).status == .unauthorized)
        }
    }

    @Test(
        "what a proxy hands on in Authorization neither keeps a session out nor lets anybody in",
        arguments: ["Basic bWluYTpwdw==", "Negotiate YII=", "Bearer eyJhbGciOi"])
    func ofProxy(header: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            var headers = browser.headers
            headers[.authorization] = header
            #expect(try await harness.get("/crons", headers).status == .ok)
            #expect(try await harness.get("/api/me", headers).json["name"]?.text == "mina")
            #expect(try await harness.get("/api/me", [.authorization: header]).status == .unauthorized)
            // A token of ours that does not hold is not passed over.
            headers[.authorization] = "Bearer jobu_x"
            #expect(try await harness.get("/api/me", headers).status == .unauthorized)
        }
    }

    @Test("a token needs no origin, for no browser sends one by itself; a wrong one does not help a foreign page")
    func origin() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            let token = try await harness.token(.operator)
            let foreign: HTTPFields = [.authorization: "Bearer \(token)", .origin: "https://evil.example"]
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, foreign).status == .ok)
            let wrong: HTTPFields = [.authorization: "Bearer jobu_x", .origin: "https://evil.example"]
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, wrong).status == .forbidden)
        }
    }

    @Test("users are looked after over the API; the last admin stays")
    func users() async throws {
        try await AdminHarness.open { harness in
            func send(_ method: HTTPRequest.Method, _ uri: String, _ json: String?, _ headers: HTTPFields = [:]) async throws
                -> TestResponse
            {
                try await harness.send(method, uri, json, headers)
            }
            let viewer = #"{"name":"vera","password":"correct horse battery","role":"viewer"}"#
            #expect(try await send(.post, "/api/users", viewer).json["code"]?.text == "first_is_no_admin")
            let made = try await send(
                .post, "/api/users", #"{"name":"Mina","password":"correct horse battery","role":"admin"}"#)
            #expect(made.status == .created)
            #expect(try made.json["name"]?.text == "mina")
            #expect(!made.text.contains("hash") && !made.text.contains("correct"))
            let admin: HTTPFields = [.authorization: "Bearer \(try await harness.token(.admin))"]
            #expect(try await send(.post, "/api/users", viewer, admin).status == .created)
            #expect(try await send(.post, "/api/users", viewer, admin).json["code"]?.text == "duplicate_name")
            #expect(try await send(.delete, "/api/users/1", nil, admin).json["code"]?.text == "last_admin")
            #expect(try await send(.put, "/api/users/1", #"{"role":"viewer"}"#, admin).status == .conflict)
            #expect(try await send(.put, "/api/users/2", #"{"role":"admin"}"#, admin).json["role"]?.text == "admin")
            #expect(try await send(.put, "/api/users/2", #"{"password":"vera vera vera"}"#, admin).status == .unprocessableContent)
            #expect(try await send(.delete, "/api/users/1", nil, admin).status == .noContent)
            #expect(try await send(.delete, "/api/users/1", nil, admin).status == .notFound)
            let sent = #"{"current_password":"a","new_password":"b"}"#
            #expect(try await send(.put, "/api/me/password", sent, admin).status == .conflict)
        }
    }

    @Test(
        "bad names, passwords and roles are refused with the field",
        arguments: [
            (#"{"name":"mina","password":"short","role":"admin"}"#, "password"),
            (#"{"name":"mina","password":"minaminamina","role":"admin"}"#, "password"),
            (#"{"name":"mina","password":"aaaaaaaaaaaaaaaa","role":"admin"}"#, "password"),
            (#"{"name":"","password":"correct horse battery","role":"admin"}"#, "name"),
            (#"{"name":"a b","password":"correct horse battery","role":"admin"}"#, "name"),
            (#"{"name":"<script>","password":"correct horse battery","role":"admin"}"#, "name"),
            (#"{"name":"mina","password":"correct horse battery","role":"root"}"#, "role"),
            (#"{"name":"mina","password":"correct horse battery","role":"admin","is_admin":true}"#, "is_admin"),
            (#"{"name":"mina","password":17,"role":"admin"}"#, "password"),
        ])
    func badUsers(body: String, field: String) async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.send(.post, "/api/users", body)
            #expect(reply.status == .unprocessableContent)
            #expect(try reply.json["detail"]?[0]?["loc"]?[1]?.text == field)
            #expect(try await harness.fixture.store.users().isEmpty)
        }
    }
}
