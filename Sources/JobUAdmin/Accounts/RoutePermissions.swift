package import HTTPTypes
package import JobUModel

/// What each route wants of whoever asks: the one table. A route that is not in it is for admins only, and a test fails.
package enum RoutePermissions {
    /// What a route wants.
    package enum Need: Sendable, Equatable {
        /// Nobody has to say who they are.
        case open
        case atLeast(AccountRole)
    }

    /// By method and path, as the router spells them; GET stands for HEAD too.
    private static let table: [String: Need] = [
        // What load balancers ask, what a login needs.
        "GET /health": .open, "GET /ready": .open, "GET /assets/{version}/{name}": .open, "GET /login": .open, "POST /login": .open,
        // Whoever is logged in.
        "GET /": .atLeast(.viewer), "GET /crons": .atLeast(.viewer), "GET /crons/{id}": .atLeast(.viewer),
        "GET /jobs": .atLeast(.viewer), "GET /jobs/{id}": .atLeast(.viewer), "GET /workers": .atLeast(.viewer),
        "GET /schedule": .atLeast(.viewer), "GET /queues": .atLeast(.viewer), "GET /alerts": .atLeast(.viewer),
        "GET /api/alerts": .atLeast(.viewer), "GET /api/alerts/{id}": .atLeast(.viewer),
        "GET /transactions": .atLeast(.viewer), "GET /docs": .atLeast(.viewer),
        "GET /docs/ui/{version}/{name}": .atLeast(.viewer), "GET /openapi.json": .atLeast(.viewer),
        "GET /metrics": .atLeast(.viewer), "GET /api/crons": .atLeast(.viewer), "GET /api/crons/{id}": .atLeast(.viewer),
        "GET /api/crons/{id}/next": .atLeast(.viewer), "GET /api/crons/{id}/explain": .atLeast(.viewer),
        "POST /api/crons/preview": .atLeast(.viewer), "GET /api/jobs": .atLeast(.viewer), "GET /api/jobs/{id}": .atLeast(.viewer),
        "GET /api/jobs/{id}/attempts": .atLeast(.viewer), "GET /api/jobs/{id}/logs": .atLeast(.viewer),
        "GET /api/handlers": .atLeast(.viewer), "GET /api/workers": .atLeast(.viewer), "GET /api/queues": .atLeast(.viewer),
        "GET /api/stats": .atLeast(.viewer), "GET /api/events": .atLeast(.viewer), "GET /api/transactions": .atLeast(.viewer),
        "GET /api/transactions/{id}": .atLeast(.viewer),
        "GET /api/me": .atLeast(.viewer), "PUT /api/me/password": .atLeast(.viewer), "GET /account": .atLeast(.viewer),
        "POST /account": .atLeast(.viewer), "POST /logout": .atLeast(.viewer),
        // Runs and their schedule.
        "POST /api/crons/{id}/toggle": .atLeast(.operator), "POST /api/crons/{id}/pause": .atLeast(.operator),
        "POST /api/crons/{id}/resume": .atLeast(.operator), "POST /api/crons/{id}/run": .atLeast(.operator),
        "POST /crons/{id}/toggle": .atLeast(.operator), "POST /crons/{id}/run": .atLeast(.operator),
        "POST /api/jobs": .atLeast(.operator), "POST /api/jobs/{id}/retry": .atLeast(.operator),
        "POST /api/jobs/{id}/cancel": .atLeast(.operator), "POST /jobs/{id}/retry": .atLeast(.operator),
        "POST /jobs/{id}/cancel": .atLeast(.operator), "POST /jobs/{id}/again": .atLeast(.operator),
        "POST /alerts/{id}/retry": .atLeast(.operator), "POST /api/alerts/{id}/retry": .atLeast(.operator),
        // Bulk deleting asks for more, where the action is known: see `leastRole` of the actions.
        "POST /crons/bulk": .atLeast(.operator), "POST /api/jobs/bulk": .atLeast(.operator), "POST /jobs/bulk": .atLeast(.operator),
        // What stays, and what is gone for good.
        "GET /crons/new": .atLeast(.admin), "GET /crons/{id}/edit": .atLeast(.admin), "POST /crons": .atLeast(.admin),
        "POST /crons/{id}": .atLeast(.admin), "POST /crons/{id}/delete": .atLeast(.admin), "POST /jobs/{id}/delete": .atLeast(.admin),
        "POST /api/crons": .atLeast(.admin), "PUT /api/crons/{id}": .atLeast(.admin), "DELETE /api/crons/{id}": .atLeast(.admin),
        "DELETE /api/jobs/{id}": .atLeast(.admin), "PUT /api/queues/{name}": .atLeast(.admin),
        "POST /queues": .atLeast(.admin), "POST /queues/pause": .atLeast(.admin), "POST /queues/resume": .atLeast(.admin),
        "POST /queues/lift": .atLeast(.admin),
        "DELETE /api/queues/{name}": .atLeast(.admin), "POST /api/transactions/{id}/resolve": .atLeast(.admin),
        // Who may do what, and who did what.
        "GET /users": .atLeast(.admin), "POST /users": .atLeast(.admin), "POST /users/{id}/role": .atLeast(.admin),
        "POST /users/{id}/password": .atLeast(.admin), "POST /users/{id}/delete": .atLeast(.admin),
        "GET /tokens": .atLeast(.admin), "POST /tokens": .atLeast(.admin), "POST /tokens/{id}/revoke": .atLeast(.admin),
        "GET /audit": .atLeast(.admin), "GET /api/users": .atLeast(.admin), "POST /api/users": .atLeast(.admin),
        "PUT /api/users/{id}": .atLeast(.admin), "DELETE /api/users/{id}": .atLeast(.admin), "GET /api/tokens": .atLeast(.admin),
        "POST /api/tokens": .atLeast(.admin), "DELETE /api/tokens/{id}": .atLeast(.admin), "GET /api/audit": .atLeast(.admin),
    ]

    /// What the table lists, for the test that compares it with the router.
    package static var routes: Set<String> { Set(table.keys) }

    /// - Parameter path: the route as the router spells it, `/crons/{id}`; nil for an address that no route knows.
    package static func need(_ method: HTTPRequest.Method, _ path: String?) -> Need {
        // Whether an address exists is nobody's business who may not look.
        guard let path else { return .atLeast(.viewer) }
        return listed(method, path) ?? .atLeast(.admin)
    }

    /// Nil for a route that the table lacks.
    package static func listed(_ method: HTTPRequest.Method, _ path: String) -> Need? {
        table["\(method == .head ? .get : method) \(path)"]
    }
}
