import HTTPTypes
package import Hummingbird
package import HummingbirdCore
import JobUModel

/// Takes the base path off a request before routes are looked up, and puts it before where an answer leads to.
package struct BasePathResponder<Inner: HTTPResponder>: HTTPResponder where Inner.Context == AdminRequestContext {
    package typealias Context = AdminRequestContext

    private let inner: Inner
    private let configuration: AdminConfiguration

    init(_ inner: Inner, _ configuration: AdminConfiguration) {
        self.inner = inner
        self.configuration = configuration
    }

    package func respond(to request: Request, context: Context) async throws -> Response {
        var base = configuration.basePath
        var request = request
        if let rest = base.rest(of: request.head.path ?? "") {
            var head = request.head
            head.path = rest
            request = Request(head: head, body: request.body)
        }
        base = forwarded(request, context) ?? base
        guard !base.isRoot else { return try await inner.respond(to: request, context: context) }
        let ours = request
        var response = try await BasePath.$current.withValue(base) { try await inner.respond(to: ours, context: context) }
        if let location = response.headers[.location], location.hasPrefix("/") { response.headers[.location] = base.full(location) }
        return response
    }

    /// The base that a trusted proxy has taken off by itself; anybody else could write the field.
    private func forwarded(_ request: Request, _ context: Context) -> BasePath? {
        guard let field = HTTPField.Name("X-Forwarded-Prefix").flatMap({ request.headers[$0] }),
            let address = context.peer.flatMap({ IPAddress($0) }),
            configuration.trustedProxies.contains(where: { $0.contains(address) })
        else { return nil }
        return BasePath(field)
    }
}
