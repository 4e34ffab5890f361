import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Lets a browser change something only from our own pages or from origins that are allowed to (CSRF). Programs that are no
/// browser send neither `Origin` nor `Sec-Fetch-Site` and pass.
struct OriginMiddleware<Context: RequestContext>: RouterMiddleware {
    let policy: CORSPolicy

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let grant = policy.grant(request)
        if grant != nil, !policy.allows(request.method) {
            throw Self.refused(
                "pages of another origin can use \(policy.rules.methods.joined(separator: ", ")) only; see cors in admin.yaml")
        }
        switch Principal.current.identity {
        case .token:
            // A browser never sends a token by itself.
            break
        case .local, .user:
            // A page that may read the answers must not read them with somebody else's rights.
            if let grant, !grant.hasCredentials {
                throw Self.refused(
                    "pages of another origin must send an API token; to accept the session, set cors.allow_credentials in admin.yaml")
            }
            fallthrough
        case .distant, .nobody, .stranger, .unknown:
            let changes = ![.get, .head, .options].contains(request.method)
            guard !changes || grant != nil || CORSPolicy.isOwn(request) else {
                throw Self.refused("pages of another origin cannot make changes; to allow it, add the origin under cors in admin.yaml")
            }
        }
        return try await next(request, context)
    }

    private static func refused(_ message: String) -> AdminError {
        AdminError(status: .forbidden, code: "foreign_origin", message: message)
    }
}
