import HTTPTypes
import HummingbirdTesting
import JobUAdmin
import JobUModel
import JobUStore
import JobUTesting
import TestSupport
import Testing

@Suite("Rights")
struct RightsTests {
    @Test("every route of the router is in the table of rights, and nothing else is")
    func wholeTable() async throws {
        try await AdminHarness.open { harness in
            for route in harness.routes {
                #expect(RoutePermissions.listed(route.method, route.path) != nil, "add '\(route.method) \(route.path)' to Rights.swift")
            }
            #expect(RoutePermissions.routes == Set(harness.routes.filter { $0.method != .head }.map { "\($0.method) \($0.path)" }))
        }
    }

    @Test("with logins on, every route but the open ones answers 401 to somebody unknown")
    func unknown() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            var open: [String] = []
            for route in harness.routes {
                let reply = try await harness.send(route.method, route.uri)
                if RoutePermissions.listed(route.method, route.path) == .open {
                    open.append("\(route.method) \(route.path)")
                    // A login that comes from no form of ours is refused for that.
                    #expect((reply.status == .forbidden) == (route.method == .post), "\(route)")
                    #expect(reply.status != .unauthorized, "\(route)")
                } else {
                    #expect(reply.status == .unauthorized, "\(route) answered \(reply.status)")
                    #expect(reply.headers[.wwwAuthenticate]?.hasPrefix("Bearer") == true, "\(route)")
                }
            }
            let expected: Set = ["/health", "/ready", "/assets/{version}/{name}", "/login"]
            #expect(Set(open) == Set(expected.map { "GET \($0)" } + ["POST /login"]))
            #expect(try await harness.get("/nothing").status == .unauthorized)
            #expect(try await harness.get("/api/nothing").status == .unauthorized)
        }
    }

    @Test("a role that is too low gets 403 from every route, a role that is enough never does", arguments: AccountRole.allCases)
    func roles(role: AccountRole) async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            var refused = 0
            for (index, route) in harness.routes.enumerated() where route.uri != "/api/events" && route.path != "/login" {
                // One of its own for each route: some of them revoke the token of whoever asks.
                let token = try await harness.token(role, name: "ci \(index)")
                let reply = try await harness.send(route.method, route.uri, nil, [.authorization: "Bearer \(token)"])
                let need = RoutePermissions.listed(route.method, route.path)
                let isEnough = need == .open || AccountRole.allCases.contains { need == .atLeast($0) && $0 <= role }
                #expect(reply.status != .unauthorized || need == .open, "\(route)")
                #expect((reply.status == .forbidden) == !isEnough, "\(role) at \(route) got \(reply.status)")
                if reply.status == .forbidden { refused += 1 }
            }
            #expect((refused == 0) == (role == .admin))
        }
    }

    @Test("whoever may only run things deletes nothing in bulk either")
    func bulkDelete() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            let id = try await harness.execution()
            let token = try await harness.token(.operator)
            let body = #"{"action":"delete","ids":[\#(id)]}"#
            let reply = try await harness.send(.post, "/api/jobs/bulk", body, [.authorization: "Bearer \(token)"])
            #expect(reply.status == .forbidden)
            #expect(try await harness.fixture.store.execution(id) != nil)
            let cancel = try await harness.send(
                .post, "/api/jobs/bulk", #"{"action":"cancel","ids":[\#(id)]}"#, [.authorization: "Bearer \(token)"])
            #expect(cancel.status == .ok)
        }
    }

    @Test("a route that is not in the table is for admins")
    func unlisted() {
        #expect(RoutePermissions.need(.get, "/somewhere/new") == .atLeast(.admin))
        #expect(RoutePermissions.need(.get, nil) == .atLeast(.viewer))
    }

    @Test("the figures are public only where the settings say so")
    func metrics() async throws {
        try await AdminHarness.open { harness in
            try await harness.user("mina", .admin)
            // Whoever collects figures gets no login page.
            let refusal = try await harness.get("/metrics")
            #expect(refusal.status == .unauthorized)
            #expect(try refusal.json["code"] == "login_needed")
        }
        try await AdminHarness.open({ $0.hasPublicMetrics = true }) { harness in
            try await harness.user("mina", .admin)
            #expect(try await harness.get("/metrics").status == .ok)
            #expect(try await harness.get("/api/stats").status == .unauthorized)
        }
    }
}
