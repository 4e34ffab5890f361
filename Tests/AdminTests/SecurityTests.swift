import Foundation
import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Security")
struct SecurityTests {
    private static let routes = [
        "/", "/crons", "/crons/new", "/jobs", "/workers", "/api/crons", "/api/stats", "/health", "/nothing", "/assets/0/main.js",
    ]

    @Test("every answer carries the headers that confine a page", arguments: routes)
    func headers(uri: String) async throws {
        try await AdminHarness.open { harness in
            let reply = try await harness.get(uri)
            let policy = reply.headers[.contentSecurityPolicy] ?? ""
            #expect(policy.contains("default-src 'none'") && policy.contains("script-src 'self'"))
            #expect(policy.contains("frame-ancestors 'none'") && !policy.contains("unsafe"))
            #expect(reply.headers[.xContentTypeOptions] == "nosniff")
            #expect(reply.headers[try #require(HTTPField.Name("Referrer-Policy"))] == "same-origin")
            #expect(reply.headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("pages hold no script, style or handler of their own", arguments: routes.prefix(5))
    func noInline(uri: String) async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            _ = try await harness.execution()
            let html = try await harness.get(uri).text
            #expect(html.contains("<script src=") && !html.contains("<script>") && !html.contains("<style"))
            #expect(!html.contains(" style=") && !html.contains(" onclick=") && !html.contains("javascript:"))
        }
    }

    @Test(
        "a foreign host name is refused",
        arguments: [
            "evil.example", "evil.example:8080", "localhost.evil.example", "127.0.0.1.evil.example", "[::2]", "", "169.254.169.254",
        ])
    func foreignHost(host: String) async throws {
        try await AdminHarness.open { harness in
            let name = try #require(HTTPField.Name("Host"))
            for route in harness.routes {
                let reply = try await harness.send(route.method, route.uri, nil, [name: host])
                #expect(reply.status == .misdirectedRequest, "\(route)")
            }
        }
    }

    @Test(
        "loopback and allowed host names are served",
        arguments: [
            "localhost", "LOCALHOST:8080", "127.0.0.1:1", "[::1]:8080", "localhost.", "ops.example.com", "Ops.Example.Com:443",
        ])
    func ownHost(host: String) async throws {
        try await AdminHarness.open({ $0.allowedHosts = ["ops.example.com"] }) { harness in
            let name = try #require(HTTPField.Name("Host"))
            #expect(try await harness.get("/api/stats", [name: host]).status == .ok)
        }
    }

    @Test(
        "a page of another origin changes nothing",
        arguments: [
            HTTPFields([HTTPField(name: .origin, value: "https://evil.example")]), HTTPFields([HTTPField(name: .origin, value: "null")]),
            HTTPFields([HTTPField(name: .origin, value: "http://localhost:9999")]),
            HTTPFields([HTTPField(name: .origin, value: "http://localhost.evil.example")]),
            HTTPFields([HTTPField(name: .origin, value: "localhost")]),
            crossSite("cross-site"), crossSite("same-site"),
        ])
    func foreignOrigin(headers: HTTPFields) async throws {
        try await AdminHarness.open { harness in
            let cron = try await harness.cron()
            let id = try await harness.execution()
            let changing = harness.routes.filter(\.changes)
            #expect(changing.count > 20)
            for route in changing {
                let reply = try await harness.send(route.method, route.uri, nil, headers)
                #expect(reply.status == .forbidden, "\(route)")
            }
            #expect(try await harness.fixture.store.cronJob(cron.id) == cron)
            #expect(try await harness.fixture.store.execution(id) != nil)
            #expect(try await harness.get("/api/crons", headers).headers[.accessControlAllowOrigin] == nil)
        }
    }

    static func crossSite(_ value: String) -> HTTPFields {
        HTTPField.Name("Sec-Fetch-Site").map { [$0: value] } ?? [:]
    }

    @Test("our own pages may change things")
    func ownOrigin() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, [.origin: "http://localhost"]).status == .ok)
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, Self.crossSite("same-origin")).status == .ok)
            #expect(try await harness.post("/crons/1/toggle", form: "", [.origin: "http://localhost"]).status == .seeOther)
        }
    }

    /// Texts that would be markup where they are not escaped; the last ones glue a mark to a combining accent, which
    /// an escaper that goes by characters takes for another letter.
    static let attacks = [
        "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onmouseover='alert(1)",
        "</textarea><script>x</script>", "<\u{301}script>", "\"\u{301} autofocus onfocus=alert(1) x=", "&lt;script&gt;",
    ]

    @Test("markup in names, results and logs stays text", arguments: attacks)
    func escaping(attack: String) async throws {
        let params = try JSONText.encode(["x": attack])
        try await AdminHarness.open { harness in
            let cron = try await harness.cron(attack, handler: attack) { definition in
                definition.description = attack
                definition.tags = [attack]
                definition.pauseReason = attack
                definition.handlerParams = params
            }
            _ = try await harness.send(.post, "/api/crons/\(cron.id)/run")
            try await harness.run(.failure(message: attack, isRetryable: false), handlers: [attack])
            let log = ExecutionLogLine(
                executionID: ExecutionID(rawValue: 1), attempt: 1, sequence: 1, time: harness.time.wall.now(), level: attack,
                message: attack)
            try await harness.fixture.store.appendLogs([log])
            let query = attack.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            for uri in [
                "/", "/crons", "/crons/1", "/crons/1/edit", "/schedule", "/queues", "/jobs", "/jobs/1", "/workers",
                "/crons?q=\(query)&tag=\(query)",
                "/jobs?q=\(query)&handler=\(query)",
                "/jobs?status=\(query)", "/crons?\(query)=\(query)", "/nothing/\(query)", "/crons?notice=\(query)",
            ] {
                let html = try await harness.get(uri).text
                #expect(!html.unicodeScalars.contains(attack.unicodeScalars), "\(uri)")
            }
            let form = "name=\(query)&cron_expression=\(query)&handler_params=\(query)&queue=\(query)"
            #expect(try await !harness.post("/crons", form: form).text.unicodeScalars.contains(attack.unicodeScalars))
        }
    }

    @Test("a template in a name is not filled in")
    func noTemplates() async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron("{{title}}{{{title}}}{{>layout}}")
            let html = try await harness.get("/crons").text
            #expect(html.contains("{{title}}{{{title}}}{{&gt;layout}}"))
        }
    }

    @Test(
        "a form leads back to our own pages only",
        arguments: [
            "//evil.example", "https://evil.example", "/\\evil.example", "/crons\r\nX: y", "/cronsevil", "javascript:alert(1)",
            "/crons/../%0d",
        ])
    func openRedirect(back: String) async throws {
        try await AdminHarness.open { harness in
            _ = try await harness.cron()
            let escaped = back.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
            let location = try await harness.post("/crons/1/toggle", form: "back=\(escaped)").headers[.location] ?? ""
            #expect(location.hasPrefix("/crons/1?") || location.hasPrefix("/crons/../%0d?"))
        }
    }
}
