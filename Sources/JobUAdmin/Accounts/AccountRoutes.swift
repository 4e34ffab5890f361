import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// `/api/me`, `/api/users` and `/api/tokens`.
struct AccountRoutes {
    let admin: AdminContext

    func add(to router: Router<AdminRequestContext>) {
        router.get("api/me") { request, _ in
            try QueryReader(request.uri, allowed: []).finish()
            return JSONReply(MeReply(Principal.current))
        }
        router.put("api/me/password") { request, context in try await changePassword(request, context) }
        router.group("api/users")
            .get { request, _ in
                try QueryReader(request.uri, allowed: []).finish()
                return JSONReply(ItemsReply(try await admin.store.users().map(UserReply.init)))
            }
            .post { request, _ in try await createUser(request) }
            .put(":id") { request, context in try await changeUser(request, context.userID()) }
            .delete(":id") { _, context -> Response in
                try await admin.store.removeUser(context.userID())
                return Response(status: .noContent)
            }
        router.group("api/tokens")
            .get { request, _ in
                try QueryReader(request.uri, allowed: []).finish()
                return JSONReply(ItemsReply(try await admin.store.tokens().map { TokenReply($0) }))
            }
            .post { request, _ in try await createToken(request) }
            .delete(":id") { _, context -> Response in
                guard try await admin.store.revokeToken(context.tokenID()) else { throw AdminError.notFound("token") }
                return Response(status: .noContent)
            }
    }

    private func changePassword(_ request: Request, _ context: AdminRequestContext) async throws -> Response {
        var body = BodyReader(try await json(request), allowed: ["current_password", "new_password"])
        body.require("current_password", "new_password")
        let current = body.string("current_password") ?? ""
        let new = body.string("new_password") ?? ""
        try body.finish()
        guard let (session, _) = Principal.current.session else {
            throw AdminError.conflict("log in as a user first: only users have a password; an admin sets a password at /api/users/{id}")
        }
        let welcome = try await admin.accounts.changeOwnPassword(
            of: session.user, from: current, to: new, address: ClientAddress(request, context, admin.configuration))
        guard let welcome else { throw AdminError.invalid([InputProblem(.body, "current_password", "is not the current password")]) }
        var response = Response(status: .noContent)
        response.headers.append(contentsOf: welcome.cookies(isSecure: Principal.current.isSecure))
        return response
    }

    private func createUser(_ request: Request) async throws -> JSONReply<UserReply> {
        var body = BodyReader(try await json(request), allowed: ["name", "password", "role"])
        body.require("name", "password", "role")
        let name = body.string("name") ?? ""
        let password = body.string("password") ?? ""
        let role = body.word("role", as: AccountRole.self) ?? .viewer
        try body.finish()
        let user = try await admin.accounts.editor.createUser(name: name, password: password, role: role)
        return JSONReply(UserReply(user), status: .created)
    }

    private func changeUser(_ request: Request, _ id: UserID) async throws -> JSONReply<UserReply> {
        var body = BodyReader(try await json(request), allowed: ["password", "role"])
        let password = body.string("password")
        let role = body.word("role", as: AccountRole.self)
        if password == nil, role == nil { body.refuse("role", "is required, or password") }
        try body.finish()
        return JSONReply(UserReply(try await admin.accounts.editor.changeUser(id, role: role, password: password)))
    }

    private func createToken(_ request: Request) async throws -> JSONReply<TokenReply> {
        var body = BodyReader(try await json(request), allowed: ["name", "role", "expires_at"])
        body.require("name", "role")
        let name = body.string("name") ?? ""
        let role = body.word("role", as: AccountRole.self) ?? .viewer
        let expiresAt = body.isNull("expires_at") ? nil : body.timestamp("expires_at")
        try body.finish()
        let made = try await admin.accounts.editor.createToken(name: name, role: role, expiresAt: expiresAt, by: Principal.current.name)
        return JSONReply(TokenReply(made.token, secret: made.secret), status: .created)
    }

    private func json(_ request: Request) async throws -> JSONBody {
        try await request.json(upTo: admin.configuration.bodyBytesMax)
    }
}

extension RequestContext {
    func userID() throws -> UserID { UserID(rawValue: try number("id")) }
    func tokenID() throws -> APITokenID { APITokenID(rawValue: try number("id")) }
}
