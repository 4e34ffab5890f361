import HTTPTypes
import Hummingbird
import HummingbirdCore

/// The origins besides our own whose pages may call the API.
struct CORSOrigins: Sendable {
    private let origins: Set<String>

    init(_ configuration: AdminConfiguration) {
        // A wildcard would open the API to every page that the operator visits: it is not an origin.
        origins = Set(configuration.corsOrigins.map { $0.lowercased() }.filter { $0 != "*" })
    }

    /// The origin of a request, where it is one of these.
    func allowed(_ request: Request) -> String? {
        guard let origin = request.headers[.origin]?.lowercased(), origins.contains(origin) else { return nil }
        return origin
    }
}

/// Adds the CORS headers for configured origins to every answer, errors included, and answers their preflights.
struct CORSMiddleware<Context: RequestContext>: RouterMiddleware {
    let origins: CORSOrigins

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let origin = origins.allowed(request) else { return try await next(request, context) }
        if request.method == .options, request.headers[.accessControlRequestMethod] != nil {
            return Response(status: .noContent, headers: Self.preflight(origin: origin))
        }
        var response = try await next(request, context)
        response.headers[.accessControlAllowOrigin] = origin
        response.headers[.accessControlExposeHeaders] = "ETag, Location"
        response.headers.append(HTTPField(name: .vary, value: "Origin"))
        return response
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
