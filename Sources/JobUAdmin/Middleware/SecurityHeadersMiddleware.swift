import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Headers that make a browser refuse what our pages never do.
struct SecurityHeadersMiddleware<Context: RequestContext>: RouterMiddleware {
    /// Whether a browser shall never come over plain HTTP again.
    let isTLS: Bool

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        var response = try await next(request, context)
        // A page that needs another one says so itself.
        if response.headers[.contentSecurityPolicy] == nil { response.headers[.contentSecurityPolicy] = ContentPolicy.text() }
        response.headers[.xContentTypeOptions] = "nosniff"
        for (name, value) in Self.others {
            if let name = HTTPField.Name(name) { response.headers[name] = value }
        }
        if isTLS { response.headers[.strictTransportSecurity] = "max-age=31536000" }
        return response
    }

    private static var others: [(String, String)] {
        [
            ("Referrer-Policy", "same-origin"),
            ("X-Frame-Options", "DENY"),
            ("Cross-Origin-Opener-Policy", "same-origin"),
            ("Cross-Origin-Resource-Policy", "same-origin"),
        ]
    }
}

/// What a page may load: our own files, and nothing that is written into the page itself.
enum ContentPolicy {
    /// - Parameter images: further places for pictures, each after a space.
    static func text(images: String = "") -> String {
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'\(images); connect-src 'self'; "
            + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    }
}
