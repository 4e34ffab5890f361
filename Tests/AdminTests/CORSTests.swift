import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import Testing

@Suite("CORS")
struct CORSTests {
    private static let ops = "https://ops.example.com"

    @Test("a page of a named origin acts with an API token, and with nothing else unless credentials are allowed")
    func tokensOnly() async throws {
        try await AdminHarness.open({ $0.cors.origins = [Self.ops] }) { harness in
            _ = try await harness.cron()
            // Being on this machine is no right of a foreign page.
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, [.origin: Self.ops]).status == .forbidden)
            #expect(try await harness.get("/api/crons", [.origin: Self.ops]).status == .forbidden)
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            for method in [HTTPRequest.Method.get, .post] {
                var headers = browser.headers
                headers[.origin] = Self.ops
                let path = method == .get ? "/api/crons" : "/api/crons/1/toggle"
                let reply = try await harness.send(method, path, nil, headers)
                #expect(reply.status == .forbidden)
                #expect(try reply.json["code"]?.text == "foreign_origin")
                #expect(reply.headers[.accessControlAllowCredentials] == nil)
            }
            let token: HTTPFields = [.origin: Self.ops, .authorization: "Bearer \(try await harness.token(.operator))"]
            let reply = try await harness.send(.post, "/api/crons/1/toggle", nil, token)
            #expect(reply.status == .ok)
            #expect(reply.headers[.accessControlAllowOrigin] == Self.ops)
            let missing = try await harness.send(.post, "/api/crons/9/toggle", nil, token)
            #expect(missing.status == .notFound && missing.headers[.accessControlAllowOrigin] == Self.ops)
            #expect(try await harness.get("/api/crons", [.origin: Self.ops]).status == .unauthorized)
        }
    }

    @Test("with allow_credentials the visitor's session counts for a named origin, and the browser is told so")
    func credentials() async throws {
        try await AdminHarness.open({
            $0.cors.origins = [Self.ops]
            $0.cors.allowsCredentials = true
        }) { harness in
            _ = try await harness.cron()
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            var headers = browser.headers
            headers[.origin] = Self.ops
            let reply = try await harness.send(.post, "/api/crons/1/toggle", nil, headers)
            #expect(reply.status == .ok)
            #expect(reply.headers[.accessControlAllowCredentials] == "true")
            #expect(reply.headers[.accessControlAllowOrigin] == Self.ops)
            headers[.origin] = "https://evil.example"
            let foreign = try await harness.send(.post, "/api/crons/1/toggle", nil, headers)
            #expect(foreign.status == .forbidden && foreign.headers[.accessControlAllowOrigin] == nil)
            // The API is meant, not the pages.
            headers[.origin] = Self.ops
            #expect(try await harness.get("/crons", headers).headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("a star lets every page use tokens, and no page the visitor's session")
    func star() async throws {
        try await AdminHarness.open({
            $0.cors.origins = ["*"]
            $0.cors.allowsCredentials = true
        }) { harness in
            _ = try await harness.cron()
            let any = "https://any.example"
            #expect(try await harness.get("/api/crons", [.origin: any]).status == .forbidden)
            try await harness.user("mina", .admin)
            let browser = harness.browser()
            _ = try await browser.login("mina")
            var headers = browser.headers
            headers[.origin] = any
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, headers).status == .forbidden)
            let reply = try await harness.get("/api/crons", [.origin: any, .authorization: "Bearer \(try await harness.token(.viewer))"])
            #expect(reply.status == .ok && reply.headers[.accessControlAllowOrigin] == "*")
            #expect(reply.headers[.accessControlAllowCredentials] == nil)
        }
    }

    @Test("only the methods and headers that are allowed are offered, and only the methods taken")
    func methods() async throws {
        try await AdminHarness.open({
            $0.cors.origins = [Self.ops]
            $0.cors.methods = ["GET"]
            $0.cors.headers = ["Authorization"]
        }) { harness in
            _ = try await harness.cron()
            let ask: HTTPFields = [.origin: Self.ops, .accessControlRequestMethod: "POST"]
            let preflight = try await harness.send(.options, "/api/crons", nil, ask)
            #expect(preflight.status == .noContent)
            #expect(preflight.headers[.accessControlAllowMethods] == "GET")
            #expect(preflight.headers[.accessControlAllowHeaders] == "Authorization")
            let token: HTTPFields = [.origin: Self.ops, .authorization: "Bearer \(try await harness.token(.admin))"]
            #expect(try await harness.get("/api/crons", token).status == .ok)
            #expect(try await harness.send(.head, "/api/crons", nil, token).status == .ok)
            #expect(try await harness.send(.post, "/api/crons/1/toggle", nil, token).status == .forbidden)
        }
    }

    @Test("our own pages need no entry, whatever is allowed to others")
    func ownPages() async throws {
        try await AdminHarness.open({
            $0.cors.origins = ["http://localhost", "*"]
            $0.cors.methods = ["GET"]
        }) { harness in
            _ = try await harness.cron()
            let reply = try await harness.send(.post, "/api/crons/1/toggle", nil, [.origin: "http://localhost"])
            #expect(reply.status == .ok && reply.headers[.accessControlAllowOrigin] == nil)
        }
    }
}
