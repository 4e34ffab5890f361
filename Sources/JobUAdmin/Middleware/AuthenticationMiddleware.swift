import HTTPTypes
import Hummingbird
import HummingbirdCore
import JobUModel
import JobUStore

/// Finds out who asks, before anything is decided: pages, routes and the audit log know it from the task.
struct AuthenticationMiddleware: RouterMiddleware {
    let authenticator: Authenticator
    let configuration: AdminConfiguration
    let wall: any WallClock

    func handle(
        _ request: Request, context: AdminRequestContext, next: @concurrent (Request, AdminRequestContext) async throws -> Response
    ) async throws -> Response {
        let address = ClientAddress(request, context, configuration)
        var principal = Principal(identity: .nobody, address: address.text, bucket: address.bucket, isSecure: address.isSecure)
        // What is open to everybody is open while the store is away, too.
        if RoutePermissions.need(request.method, context.endpointPath) != .open {
            principal.identity = try await identity(of: request, address)
        }
        return try await Principal.$current.withValue(principal) {
            try await AuditActor.$current.withValue(principal.actor(wall)) { try await next(request, context) }
        }
    }
}

extension AuthenticationMiddleware {
    /// An error is thrown where rights are asked for, inside of what turns errors into answers.
    private func identity(of request: Request, _ address: ClientAddress) async throws -> Principal.Identity {
        do {
            return try await authenticator.identify(request, from: address)
        } catch is CancellationError {
            throw CancellationError()
        } catch {
            return .unknown(error)
        }
    }
}

extension ClientAddress {
    /// The fields with which proxies say that they hand a request on.
    private static let forwarding = ["Forwarded", "Via", "X-Forwarded-For", "X-Forwarded-Host", "X-Forwarded-Proto", "X-Real-IP"]
        .compactMap { HTTPField.Name($0) }

    init(_ request: Request, _ context: AdminRequestContext, _ configuration: AdminConfiguration) {
        let forwardedFor = HTTPField.Name("X-Forwarded-For").map { request.headers[values: $0] } ?? []
        let forwardedProto = HTTPField.Name("X-Forwarded-Proto").flatMap { request.headers[$0] }
        self.init(
            peer: context.peer, isTLS: configuration.tls != nil, forwardedFor: forwardedFor, forwardedProto: forwardedProto,
            trusted: configuration.trustedProxies, isForwarded: Self.forwarding.contains { request.headers[$0] != nil })
    }
}
