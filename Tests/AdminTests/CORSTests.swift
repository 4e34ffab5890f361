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
        try await AdminHouse.open({ $0.cors.origins = [Self.ops] }) { house in
            _ = try await house.cron()
            // Being on this machine is no right of a foreign page.
            #expect(try await house.send(.post, "/api/crons/1/toggle", nil, [.origin: Self.ops]).status == .forbidden)
            #expect(try await house.get("/api/crons", [.origin: Self.ops]).status == .forbidden)
            try await house.user("mina", .admin)
            let browser = house.browser()
            _ = try await browser.login("mina")
            for method in [HTTPRequest.Method.get, .post] {
                var headers = browser.headers
                headers[.origin] = Self.ops
                let path = method == .get ? "/api/crons" : "/api/crons/1/toggle"
                let reply = try await house.send(method, path, nil, headers)
                #expect(reply.status == .forbidden)
                #expect(try reply.json["code"]?.text == "foreign_origin")
                #expect(reply.headers[.accessControlAllowCredentials] == nil)
            }
            let token: HTTPFields = [.origin: Self.ops, .authorization: "Bearer \(try await house.token(.operator))"]
            let reply = try await house.send(.post, "/api/crons/1/toggle", nil, token)
            #expect(reply.status == .ok)
            #expect(reply.headers[.accessControlAllowOrigin] == Self.ops)
            let missing = try await house.send(.post, "/api/crons/9/toggle", nil, token)
            #expect(missing.status == .notFound && missing.headers[.accessControlAllowOrigin] == Self.ops)
            #expect(try await house.get("/api/crons", [.origin: Self.ops]).status == .unauthorized)
        }
    }

    @Test("with allow_credentials the visitor's session counts for a named origin, and the browser is told so")
    func credentials() async throws {
        try await AdminHouse.open({
            $0.cors.origins = [Self.ops]
            $0.cors.allowsCredentials = true
        }) { house in
            _ = try await house.cron()
            try await house.user("mina", .admin)
            let browser = house.browser()
            _ = try await browser.login("mina")
            var headers = browser.headers
            headers[.origin] = Self.ops
            let reply = try await house.send(.post, "/api/crons/1/toggle", nil, headers)
            #expect(reply.status == .ok)
            #expect(reply.headers[.accessControlAllowCredentials] == "true")
            #expect(reply.headers[.accessControlAllowOrigin] == Self.ops)
            headers[.origin] = "https://evil.example"
            let foreign = try await house.send(.post, "/api/crons/1/toggle", nil, headers)
            #expect(foreign.status == .forbidden && foreign.headers[.accessControlAllowOrigin] == nil)
            // The API is meant, not the pages.
            headers[.origin] = Self.ops
            #expect(try await house.get("/crons", headers).headers[.accessControlAllowOrigin] == nil)
        }
    }

    @Test("a star lets every page use tokens, and no page the visitor's session")
    func star() async throws {
        try await AdminHouse.open({
            $0.cors.origins = ["*"]
            $0.cors.allowsCredentials = true
        }) { house in
            _ = try await house.cron()
            let any = "https://any.example"
            #expect(try await house.get("/api/crons", [.origin: any]).status == .forbidden)
            try await house.user("mina", .admin)
            let browser = house.browser()
            _ = try await browser.login("mina")
            var headers = browser.headers
            headers[.origin] = any
            #expect(try await house.send(.post, "/api/crons/1/toggle", nil, headers).status == .forbidden)
            let reply = try await house.get("/api/crons", [.origin: any, .authorization: "Bearer \(try await house.token(.viewer))"])
            #expect(reply.status == .ok && reply.headers[.accessControlAllowOrigin] == "*")
            #expect(reply.headers[.accessControlAllowCredentials] == nil)
        }
    }

    @Test("only the methods and headers that are allowed are offered, and only the methods taken")
    func methods() async throws {
        try await AdminHouse.open({
            $0.cors.origins = [Self.ops]
            $0.cors.methods = ["GET"]
            $0.cors.headers = ["Authorization"]
        }) { house in
            _ = try await house.cron()
            let ask: HTTPFields = [.origin: Self.ops, .accessControlRequestMethod: "POST"]
            let preflight = try await house.send(.options, "/api/crons", nil, ask)
            #expect(preflight.status == .noContent)
            #expect(preflight.headers[.accessControlAllowMethods] == "GET")
            #expect(preflight.headers[.accessControlAllowHeaders] == "Authorization")
            let token: HTTPFields = [.origin: Self.ops, .authorization: "Bearer \(try await house.token(.admin))"]
            #expect(try await house.get("/api/crons", token).status == .ok)
            #expect(try await house.send(.head, "/api/crons", nil, token).status == .ok)
            #expect(try await house.send(.post, "/api/crons/1/toggle", nil, token).status == .forbidden)
        }
    }

    @Test("our own pages need no entry, whatever is allowed to others")
    func ownPages() async throws {
        try await AdminHouse.open({
            $0.cors.origins = ["http://localhost", "*"]
            $0.cors.methods = ["GET"]
        }) { house in
            _ = try await house.cron()
            let reply = try await house.send(.post, "/api/crons/1/toggle", nil, [.origin: "http://localhost"])
            #expect(reply.status == .ok && reply.headers[.accessControlAllowOrigin] == nil)
        }
    }
}
