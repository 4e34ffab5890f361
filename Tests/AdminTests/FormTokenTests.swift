import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Forms of a session")
struct FormTokenTests {
    @Test("a form without the session's token, or with another session's, changes nothing", arguments: ["none", "foreign", "wrong"])
    func refused(kind: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let (mina, other) = (harness.browser(), harness.browser())
            _ = try await mina.login("mina")
            _ = try await other.login("mina")
            let cron = try await harness.cron()
            let foreign = try await other.csrf()
            let fields: [String: String] =
                switch kind {
                case "foreign": ["csrf": foreign]
                case "wrong": ["csrf": "x"]
                default: [:]
                }
            for route in harness.routes where route.method == .post && !route.uri.hasPrefix("/api/") && route.uri != "/login" {
                let reply = try await mina.post(route.uri, fields)
                #expect(reply.status == .forbidden, "\(route)")
            }
            #expect(try await harness.fixture.store.cronJob(cron.id) == cron)
            #expect(try await mina.get("/").status == .ok)
            #expect(try await mina.post("/crons/1/toggle", ["csrf": try await mina.csrf()]).status == .seeOther)
        }
    }

    @Test("every form of every page that posts carries the token")
    func everyForm() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            _ = try await harness.cron()
            _ = try await harness.execution()
            _ = try await harness.token(.viewer)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            let token = try await browser.csrf()
            #expect(token.utf8.count == 43)
            var forms = 0
            for route in harness.routes where route.method == .get && !route.uri.hasPrefix("/api/") && !route.uri.hasPrefix("/assets") {
                let html = try await browser.get(route.uri).text
                for form in html.matches(of: /<form[^>]*method="post"[^>]*>(.{0,200})/.dotMatchesNewlines()) {
                    forms += 1
                    #expect(form.1.hasPrefix(#"<input type="hidden" name="csrf" value="\#(token)">"#), "\(route.uri): \(form.0)")
                }
            }
            #expect(forms > 15)
        }
    }

    @Test("a session's cookie alone does not let a program change things over the API")
    func api() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            _ = try await harness.cron()
            let browser = harness.browser()
            _ = try await browser.login("mina")
            let token = try await browser.csrf()
            let name = try #require(HTTPField.Name("X-CSRF-Token"))
            func toggle(_ more: HTTPFields) async throws -> HTTPResponse.Status {
                var headers = browser.headers
                headers.append(contentsOf: more)
                return try await harness.send(.post, "/api/crons/1/toggle", nil, headers).status
            }
            #expect(try await toggle([:]) == .forbidden)
            #expect(try await toggle([name: "x"]) == .forbidden)
            #expect(try await toggle([name: token]) == .ok)
            #expect(try await toggle([.origin: "http://localhost"]) == .ok)
            #expect(try await toggle([.origin: "https://evil.example"]) == .forbidden)
            #expect(try await toggle(SecurityTests.crossSite("same-origin")) == .ok)
            #expect(try await toggle(SecurityTests.crossSite("cross-site")) == .forbidden)
        }
    }

    @Test("a login form that was not shown to this browser logs nobody in", arguments: ["", "x"])
    func loginForm(token: String) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            let fields = ["name": "mina", "password": AdminHarness.password, "csrf": token]
            #expect(try await browser.post("/login", fields).status == .forbidden)
            #expect(browser.cookies["jobu_session"] == nil)
            let other = harness.browser()
            let foreign = other.csrf(in: try await other.get("/login").text)
            #expect(try await browser.post("/login", fields.merging(["csrf": foreign]) { _, new in new }).status == .forbidden)
        }
    }
}
