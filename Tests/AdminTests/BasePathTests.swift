import HTTPTypes
import HummingbirdTesting
import JobUModel
import JobUStore
import JobUTesting
import Testing

@testable import JobUAdmin

@Suite("Base path", .timeLimit(.minutes(1)))
struct BasePathTests {
    private static func open(_ body: @escaping @Sendable (AdminHarness) async throws -> Void) async throws {
        let base = try #require(BasePath("/jobu"))
        try await AdminHarness.open({ $0.basePath = base }) { try await body($0) }
    }

    @Test("every link, form and file of every page lies below the base path", arguments: ["/jobu", ""])
    func links(prefix: String) async throws {
        try await Self.open { harness in
            _ = try await harness.cron("<a href=\"/evil\">")
            try await harness.user("mina", .admin)
            let token: HTTPFields = [.authorization: "Bearer \(try await harness.token(.admin))", .accept: "text/html"]
            _ = try await harness.execution()
            try await harness.run(.failure(message: "href=\"/evil\"", isRetryable: false))
            let pages = harness.routes.filter { $0.method == .get && !$0.uri.hasPrefix("/api") && !$0.uri.contains("assets") }
            for route in pages {
                let reply = try await harness.get(prefix + route.uri, token)
                guard reply.headers[.contentType]?.hasPrefix("text/html") == true else { continue }
                let links = reply.text.matches(of: /\s(?:href|action|src|data-[a-z]+)="(\/[^"]*)"/).map { String($0.1) }
                #expect(links.count > 5, "\(route)")
                // The base itself is told to scripts.
                let strays = links.filter { !$0.hasPrefix("/jobu/") && $0 != "/jobu" }
                #expect(strays.isEmpty, "\(route) leads to \(strays)")
                #expect(!reply.text.contains("/jobu/jobu") && !reply.text.contains("href=\"/jobu/evil"))
                #expect(reply.text.contains(#"data-base="/jobu""#))
            }
        }
    }

    @Test("redirects lead below it, cookies are for it alone, and a login leads back to where it was asked for")
    func login() async throws {
        try await Self.open { harness in
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            let asked = try await browser.get("/jobu/jobs?status=FAILED")
            #expect(asked.status == .unauthorized)
            let reply = try await browser.post(
                "/jobu/login",
                ["name": "mina", "password": AdminHarness.password, "next": "/jobs?status=FAILED", "csrf": browser.csrf(in: asked.text)])
            #expect(reply.headers[.location] == "/jobu/jobs?status=FAILED")
            for name in ["jobu_session", "jobu_device", "jobu_login"] {
                #expect(browser.attributes[name]?.contains("Path=/jobu;") == true, "\(name)")
            }
            #expect(try await browser.get("/jobu").status == .ok)
            #expect(try await browser.get("/jobu?lang=ko").headers[.setCookie]?.contains("Path=/jobu;") == true)
            let token: HTTPFields = [.authorization: "Bearer \(try await harness.token(.admin))"]
            let made = try await harness.send(.post, "/jobu/api/jobs", #"{"handler_name":"sample"}"#, token)
            #expect(made.status == .created && made.headers[.location] == "/jobu/api/jobs/1")
        }
    }

    @Test("over TLS a cookie is for the path alone, where there is one")
    func cookieNames() throws {
        let base = try #require(BasePath("/jobu"))
        let secret = SessionSecret(.system)
        #expect(SessionCookie.set(secret, isSecure: true).hasPrefix("__Host-jobu_session="))
        BasePath.$current.withValue(base) {
            #expect(SessionCookie.set(secret, isSecure: true).hasPrefix("__Secure-jobu_session="))
            #expect(SessionCookie.set(secret, isSecure: true).contains("; Path=/jobu; HttpOnly; SameSite=Lax; Secure"))
        }
    }

    @Test("files, health, event streams and the document of the API are found below it; what only begins alike is not it")
    func others() async throws {
        try await Self.open { harness in
            _ = try await harness.cron()
            #expect(try await harness.get("/jobu/assets/\(Assets.version)/main.js").status == .ok)
            #expect(try await harness.get("/jobu/health").status == .ok)
            #expect(try await harness.get("/health").status == .ok)
            #expect(try await harness.get("/jobu/openapi.json").text.contains(#""servers": [{"url": "/jobu"}]"#))
            #expect(try await harness.get("/jobux/crons").status == .notFound)
            #expect(try await harness.client.execute(uri: "/jobu/api/events", method: .head).status == .ok)
        }
    }

    @Test("X-Forwarded-Prefix counts where it comes from a trusted proxy, and nowhere else", arguments: [true, false])
    func forwarded(isTrusted: Bool) async throws {
        let proxy = try #require(NetworkRange("127.0.0.1"))
        try await LiveAdmin.open({
            $0.trustedProxies = isTrusted ? [proxy] : []
            $0.isProxyTrustedToAuthenticate = true
        }) { admin in
            for prefix in ["/tools/jobu", "//evil.example", "/a\"><script>", "/../x", "jobu", "/jobs"] {
                let head = "GET /crons HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-Prefix: \(prefix)\r\nConnection: close\r\n\r\n"
                var page = ""
                for await part in try await admin.connect(sending: head) { page += part }
                #expect(page.contains("</html>"))
                #expect(page.contains(#"href="/tools/jobu/crons""#) == (isTrusted && prefix == "/tools/jobu"))
                #expect(page.contains(#"href="/crons""#) != (isTrusted && prefix == "/tools/jobu"))
            }
            await admin.shutDown()
        }
    }

    @Test(
        "what is no plain path, or one of our own, is no base path",
        arguments: ["jobu", "//jobu", "/jobu//x", "/../x", "/a b", "/jobs", "/api/x", "/a?b", "/a;b", "/한글", "https://x.example/jobu"])
    func refused(text: String) {
        #expect(BasePath(text) == nil)
    }

    @Test("a path with or without a slash at its end is the same, and a lone slash is none")
    func read() throws {
        #expect(BasePath("/") == .root && BasePath("") == .root)
        let base = try #require(BasePath("/tools/jobu/"))
        #expect(base == BasePath("/tools/jobu"))
        #expect(base.rest(of: "/tools/jobu") == "/" && base.rest(of: "/tools/jobu?x=1") == "/?x=1")
        #expect(base.rest(of: "/tools/jobu/crons?x") == "/crons?x" && base.rest(of: "/tools/jobux") == nil)
        #expect(
            try #require(BasePath("/x")).before(linksIn: #"<a href="/a" title="/b"><i>"/c"</i>"#)
                == #"<a href="/x/a" title="/b"><i>"/c"</i>"#)
    }
}
