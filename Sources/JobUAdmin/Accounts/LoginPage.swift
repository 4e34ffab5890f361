import HTTPTypes
import Hummingbird
import HummingbirdCore

/// `/login` and `/logout`.
struct LoginPage {
    let admin: AdminContext
    let form: LoginForm

    func add(to router: Router<AdminRequestContext>) {
        router.get("login") { request, context in try await show(request, context) }
        router.post("login") { request, context in try await login(request, context) }
        router.post("logout") { request, _ in try await logout(request) }
    }

    private func show(_ request: Request, _ context: AdminRequestContext) async throws -> Response {
        let next = ReturnPath(Pairs(request.uri.query ?? "")["next"]).path
        switch try await admin.accounts.identify(request, from: ClientAddress(request, context, admin.configuration)) {
        case .local, .user: return .redirect(to: next, type: .normal)
        case .distant: throw AdminError.noUsers()
        default: return try form.page(request, next: next, message: .none)
        }
    }

    private func login(_ request: Request, _ context: AdminRequestContext) async throws -> Response {
        let posted = try await request.form(upTo: 16_384)
        let next = ReturnPath(posted["next"]).path
        let name = posted["name"] ?? ""
        guard try await admin.accounts.hasUsers() else { return .redirect(to: next, type: .normal) }
        guard form.isOwn(posted, request) else {
            return try form.page(request, next: next, name: name, message: .stale, status: .forbidden)
        }
        let isSecure = Principal.current.isSecure
        let result = try await admin.accounts.login(
            name: name, password: posted["password"] ?? "", address: ClientAddress(request, context, admin.configuration),
            earlier: SessionCookie.secret(of: request, isSecure: isSecure), device: SessionCookie.device(of: request, isSecure: isSecure))
        switch result {
        case .welcome(let welcome):
            var response = Response.redirect(to: next, type: .normal)
            response.headers.append(contentsOf: welcome.cookies(isSecure: isSecure))
            return response
        case .refused:
            return try form.page(request, next: next, name: name, message: .wrong, status: .unauthorized)
        case .wait(let time):
            let error = AdminError.tooManyLogins(time)
            var response = try form.page(
                request, next: next, name: name, message: .wait(seconds: error.headers[.retryAfter] ?? ""), status: error.status)
            response.headers.append(contentsOf: error.headers)
            return response
        }
    }

    private func logout(_ request: Request) async throws -> Response {
        if let (_, secret) = Principal.current.session { try await admin.accounts.logout(secret) }
        var response = Response.redirect("/login", notice: "logged_out")
        response.headers.append(HTTPField(name: .setCookie, value: SessionCookie.clear(isSecure: Principal.current.isSecure)))
        return response
    }
}
