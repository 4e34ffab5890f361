import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Lets a browser change something only from our own pages or from configured origins (CSRF). Programs that are no
/// browser send neither `Origin` nor `Sec-Fetch-Site` and pass.
struct OriginMiddleware<Context: RequestContext>: RouterMiddleware {
    let origins: CORSOrigins

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let changes = ![.get, .head, .options].contains(request.method)
        // A browser never sends a token by itself.
        if case .token = Visitor.current.identity { return try await next(request, context) }
        guard !changes || origins.allowed(request) != nil || Self.isOwn(request) else {
            throw AdminError(
                status: .forbidden, code: "foreign_origin",
                message: "a page of another origin may not do this; add the origin to cors in admin.yaml if it may")
        }
        return try await next(request, context)
    }

    private static func isOwn(_ request: Request) -> Bool {
        if let origin = request.headers[.origin]?.lowercased() {
            let authority = (request.head.authority ?? "").lowercased()
            // Either scheme: TLS may end before us.
            return ["http://", "https://"].contains { origin == $0 + authority }
        }
        // "none" is a person who typed an address; a form post never says so.
        let site = HTTPField.Name("Sec-Fetch-Site").flatMap { request.headers[$0] }
        return [nil, "same-origin", "none"].contains(site?.lowercased())
    }
}
