import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Answers whether a page of another origin may call the API.
struct CORSPolicy: Sendable {
    /// What a page of another origin is allowed.
    struct Grant: Sendable, Equatable {
        /// What the browser is told: the origin itself, or `*`.
        var origin: String
        /// Whether the visitor's session, and being on this machine, count for the page.
        var hasCredentials: Bool
    }

    let rules: CORSRules
    private let origins: Set<String>

    init(_ rules: CORSRules) {
        self.rules = rules
        origins = Set(rules.origins.map { $0.lowercased() })
    }

    /// Nil for our own pages, for programs, for pages that are allowed nothing, and for whatever is not the API.
    func grant(_ request: Request) -> Grant? {
        let path = request.uri.path
        guard path.hasPrefix("/api/") || Self.others.contains(path) else { return nil }
        guard let origin = request.headers[.origin]?.lowercased(), !Self.isOwn(request) else { return nil }
        if origin != "*", origins.contains(origin) { return Grant(origin: origin, hasCredentials: rules.allowsCredentials) }
        return origins.contains("*") ? Grant(origin: "*", hasCredentials: false) : nil
    }

    private static let others: Set = ["/openapi.json", "/metrics", "/health", "/ready"]

    func allows(_ method: HTTPRequest.Method) -> Bool { rules.methods.contains(method == .head ? "GET" : method.rawValue) }

    /// Whether a request comes from our own pages, or from no page at all.
    static func isOwn(_ request: Request) -> Bool {
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

/// Adds the CORS headers for pages that may call the API to every answer, errors included, and answers their preflights.
struct CORSMiddleware<Context: RequestContext>: RouterMiddleware {
    let policy: CORSPolicy

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        guard let grant = policy.grant(request) else { return try await next(request, context) }
        if request.method == .options, request.headers[.accessControlRequestMethod] != nil {
            var headers = Self.fields(grant)
            headers[.accessControlAllowMethods] = policy.rules.methods.joined(separator: ", ")
            headers[.accessControlAllowHeaders] = policy.rules.headers.joined(separator: ", ")
            headers[.accessControlMaxAge] = "600"
            return Response(status: .noContent, headers: headers)
        }
        var response = try await next(request, context)
        for field in Self.fields(grant) {
            // `Vary` may be there already.
            if field.name == .vary { response.headers.append(field) } else { response.headers[field.name] = field.value }
        }
        response.headers[.accessControlExposeHeaders] = "ETag, Location"
        return response
    }

    private static func fields(_ grant: CORSPolicy.Grant) -> HTTPFields {
        var fields: HTTPFields = [.accessControlAllowOrigin: grant.origin, .vary: "Origin"]
        if grant.hasCredentials { fields[.accessControlAllowCredentials] = "true" }
        return fields
    }
}
