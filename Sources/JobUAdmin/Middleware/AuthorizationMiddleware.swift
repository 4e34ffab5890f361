import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel

/// Lets a request through to a route only for those who may use it, and only with what proves that a form is ours.
struct AuthorizationMiddleware: RouterMiddleware {
    let configuration: AdminConfiguration

    func handle(
        _ request: Request, context: AdminRequestContext, next: @concurrent (Request, AdminRequestContext) async throws -> Response
    ) async throws -> Response {
        var need = RoutePermissions.need(request.method, context.endpointPath)
        if context.endpointPath == "/metrics", configuration.hasPublicMetrics { need = .open }
        if case .atLeast(let role) = need { try Self.demand(role) }
        guard let (_, secret) = Principal.current.session, ![.get, .head, .options].contains(request.method), need != .open else {
            return try await next(request, context)
        }
        var request = request
        try await checkForm(&request, secret)
        return try await next(request, context)
    }

    /// - Throws: `AdminError` 401 for somebody unknown, 403 for somebody with a lower role.
    static func demand(_ role: AccountRole) throws {
        if case .unknown(let error) = Principal.current.identity { throw error }
        if case .distant = Principal.current.identity { throw AdminError.noUsers() }
        guard let own = Principal.current.role else { throw AdminError.loginNeeded(isStale: Principal.current.isStranger) }
        guard own >= role else { throw AdminError.roleNeeded(role, own: own) }
    }

    /// The second lock beside the check of the origin. A page's form carries the session's own token; a script of ours says by the
    /// browser's own headers, which no foreign page can write, where it comes from.
    private func checkForm(_ request: inout Request, _ secret: SessionSecret) async throws {
        if let name = HTTPField.Name("X-CSRF-Token"), let sent = request.headers[name] {
            guard Fingerprint.areEqual(sent, secret.formToken) else { throw AdminError.foreignForm() }
            return
        }
        if request.uri.path.hasPrefix("/api/") {
            let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
            // Whose origin it is has been checked by now.
            guard request.headers[.origin] != nil || site == "same-origin" else { throw AdminError.foreignForm() }
            return
        }
        let body = try await request.text(upTo: configuration.bodyBytesMax)
        request.body = RequestBody(buffer: ByteBuffer(string: body))
        guard let sent = Pairs(body)["csrf"], Fingerprint.areEqual(sent, secret.formToken) else { throw AdminError.foreignForm() }
    }
}

extension Principal {
    var isStranger: Bool { if case .stranger = identity { true } else { false } }
}

extension AdminError {
    static let loginNeededCode = "login_needed"

    /// While there are no users, only this machine is let in.
    static func noUsers() -> AdminError {
        AdminError(
            status: .forbidden, code: "no_users",
            message:
                "there are no users yet, so only direct connections from the machine of the admin are accepted; add an admin there: jobu user add NAME"
        )
    }

    /// - Parameter isStale: whether a session or token was shown that does not hold.
    static func loginNeeded(isStale: Bool) -> AdminError {
        AdminError(
            status: .unauthorized, code: loginNeededCode,
            message: isStale
                ? "the session or token is no longer valid; log in again, or send another token"
                : "log in, or send an API token: Authorization: Bearer jobu_…",
            headers: [.wwwAuthenticate: isStale ? #"Bearer realm="JobU", error="invalid_token""# : #"Bearer realm="JobU""#])
    }

    static func roleNeeded(_ role: AccountRole, own: AccountRole) -> AdminError {
        AdminError(
            status: .forbidden, code: "role_needed", message: "the role \(role.rawValue) is required; yours is \(own.rawValue)")
    }

    static func foreignForm() -> AdminError {
        AdminError(status: .forbidden, code: "foreign_form", message: "the form belongs to another session; reload the page")
    }

    static func tooManyLogins(_ wait: Duration) -> AdminError {
        let seconds = max(1, Int(wait.components.seconds) + (wait.components.attoseconds > 0 ? 1 : 0))
        return AdminError(
            status: .tooManyRequests, code: "too_many_logins", message: "too many wrong passwords; try again in \(seconds) seconds",
            headers: [.retryAfter: String(seconds)])
    }
}
