import HTTPTypes
import Hummingbird
import HummingbirdCore

/// Answers only under names that are ours, so that a foreign name that was pointed at this address (DNS rebinding)
/// reaches nothing.
struct HostMiddleware<Context: RequestContext>: RouterMiddleware {
    private let names: Set<String>

    init(_ configuration: AdminConfiguration) {
        names = Set(
            (["localhost", "127.0.0.1", "[::1]", configuration.host, "[\(configuration.host)]"] + configuration.allowedHosts)
                .map { $0.lowercased() })
    }

    func handle(
        _ request: Request, context: Context, next: @concurrent (Request, Context) async throws -> Response
    ) async throws -> Response {
        // The server moves the field Host into the authority; a second one would stay behind.
        let hosts = [request.head.authority].compactMap { $0 } + (HTTPField.Name("Host").map { request.headers[values: $0] } ?? [])
        guard !hosts.isEmpty else { throw AdminError.badRequest("no_host", "the Host header is missing") }
        guard hosts.allSatisfy({ names.contains(Self.name(of: $0)) }) else {
            throw AdminError(
                status: .misdirectedRequest, code: "unknown_host",
                message: "unknown host name; add it to allowed_hosts in admin.yaml")
        }
        return try await next(request, context)
    }

    /// The name of `name:port`, `[v6]:port` or `name.`, in small letters.
    static func name(of host: String) -> String {
        let host = host.lowercased()
        if host.hasPrefix("["), let end = host.firstIndex(of: "]") { return String(host[...end]) }
        let name = host.prefix { $0 != ":" }
        return String(name.hasSuffix(".") ? name.dropLast() : name)
    }
}
