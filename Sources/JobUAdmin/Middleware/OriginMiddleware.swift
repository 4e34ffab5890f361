import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Lets a browser change something only from our own pages or from configured origins (CSRF), and adds the CORS
/// headers for those origins. Programs that are no browser send neither `Origin` nor `Sec-Fetch-Site` and pass.
struct OriginMiddleware<Context: RequestContext>: RouterMiddleware {
    private let corsOrigins: Set<String>

    init(_ configuration: AdminConfiguration) {
        // A wildcard would open the API to every page that the operator visits: it is not an origin.
        corsOrigins = Set(configuration.corsOrigins.map { $0.lowercased() }.filter { $0 != "*" })
    }

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        let origin = request.headers[.origin]?.lowercased()
        let isCORS = origin.map(corsOrigins.contains) ?? false
        if request.method == .options, isCORS, request.headers[.accessControlRequestMethod] != nil {
            return Response(status: .noContent, headers: Self.preflight(origin: origin ?? ""))
        }
        if Self.changes(request.method), !isCORS { try refuseForeign(request, origin: origin) }
        guard isCORS, let origin else { return try await next(request, context) }
        var response = try await next(request, context)
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "ETag, Location"
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        return response
    }

    private func refuseForeign(_ request: Request, origin: String?) throws {
        let isForeign =
            if let origin {
                !Self.isSame(origin: origin, authority: request.head.authority ?? "")
            } else {
                // "none" is a person who typed an address; a form post never says so.
                ![nil, "same-origin", "none"].contains(request.headers[.secFetchSite]?.lowercased())
            }
        if isForeign {
            throw AdminError(
                status: .forbidden, code: "foreign_origin",
                message: "a page of another origin may not do this; add the origin to cors in admin.yaml if it may")
        }
    }

    private static func changes(_ method: HTTPRequest.Method) -> Bool {
        ![.get, .head, .options].contains(method)
    }

    /// The scheme is left out: TLS may end before us.
    private static func isSame(origin: String, authority: String) -> Bool {
        ["http://", "https://"].contains { origin == $0 + authority.lowercased() }
    }

    private static func preflight(origin: String) -> HTTPFields {
        [
            .accessControlAllowOrigin: origin,
            .accessControlAllowMethods: "GET, POST, PUT, DELETE",
            .accessControlAllowHeaders: "Content-Type, If-Match, If-None-Match, Idempotency-Key, Authorization",
            .accessControlMaxAge: "600",
            .vary: "Origin",
        ]
    }
}

extension HTTPField.Name {
    fileprivate static var secFetchSite: Self { Self("Sec-Fetch-Site") ?? .accept }
}
