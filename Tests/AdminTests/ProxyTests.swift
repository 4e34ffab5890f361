import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUTesting
import Testing

@Suite("Proxies")
struct ProxyTests {
    private static func forwarded(_ name: String, _ value: String) -> HTTPFields {
        HTTPField.Name(name).map { [$0: value] } ?? [:]
    }

    static let hints = [
        forwarded("X-Forwarded-For", "203.0.113.9"), forwarded("Forwarded", "for=203.0.113.9"), forwarded("Via", "1.1 proxy"),
        forwarded("X-Real-IP", "203.0.113.9"), forwarded("X-Forwarded-Host", "jobs.example.com"),
        forwarded("X-Forwarded-Proto", "https"),
    ]

    @Test("while there are no users, what a proxy hands on is refused on every route that is not open", arguments: hints)
    func noUsers(headers: HTTPFields) async throws {
        try await AdminHarness.open { harness in
            for route in harness.routes where RoutePermissions.listed(route.method, route.path) != .open {
                let reply = try await harness.send(route.method, route.uri, nil, headers)
                #expect(reply.status == .forbidden, "\(route) answered \(reply.status)")
            }
            let refusal = try await harness.get("/api/users", headers)
            #expect(try refusal.json["code"]?.text == "no_users")
            #expect(try await harness.get("/login", headers).status == .forbidden)
            var korean = headers
            korean[.acceptLanguage] = "ko"
            #expect(try await harness.get("/crons", korean).text.contains("아직 사용자가 없어"))
            #expect(try await harness.get("/health", headers).status == .ok)
            #expect(try await harness.get("/api/users").status == .ok)
        }
    }

    @Test("a proxy that is said to authenticate is let in without users")
    func authenticating() async throws {
        try await AdminHarness.open({ $0.isProxyTrustedToAuthenticate = true }) { harness in
            _ = try await harness.cron()
            #expect(try await harness.get("/api/users", Self.hints[0]).status == .ok)
        }
    }
}
