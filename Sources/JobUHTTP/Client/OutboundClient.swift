package import NIOSSL

/// Sends requests to where a policy allows it.
///
/// A host's name is resolved once, all its addresses are judged, and the connection goes to one that was judged: a name that
/// changes its mind in between gains nothing. The same holds for every redirect. Safe to use from any number of tasks.
package struct OutboundClient: Sendable {
    private let policy: OutboundPolicy
    private let clock: any Clock<Duration>
    private let resolver: any HostResolver
    private let issuers: NIOSSLTrustRoots

    /// - Parameter issuers: whose certificates are believed; those of the operating system where nothing else is said.
    package init(
        policy: OutboundPolicy, clock: any Clock<Duration>, resolver: any HostResolver = SystemHostResolver(),
        issuers: NIOSSLTrustRoots = .default
    ) {
        self.issuers = issuers
        self.policy = policy
        self.clock = clock
        self.resolver = resolver
    }

    /// Sends a request and reads the answer, whatever its status is.
    /// - Throws: `OutboundError`; `CancellationError`.
    package func send(_ request: OutboundRequest) async throws -> OutboundResponse {
        try RequestCheck.check(request)
        let url = try OutboundURL(request.url)
        return try await withTimeout(request.timeout, url) {
            try await follow(request, to: url)
        }
    }

    private func follow(_ first: OutboundRequest, to start: OutboundURL) async throws -> OutboundResponse {
        var (request, url) = (first, start)
        for _ in 0...max(0, first.redirectsMax) {
            let response = try await exchange(request, url)
            guard first.redirectsMax > 0, let redirect = try Redirect(response, of: request, from: url) else { return response }
            (request, url) = (redirect.request, redirect.url)
        }
        throw OutboundError(.redirectsExceeded, "\(start) leads from one redirect to the next, more than \(first.redirectsMax) times")
    }

    private func exchange(_ request: OutboundRequest, _ url: OutboundURL) async throws -> OutboundResponse {
        try policy.checkName(url.host)
        let addresses = try await resolver.addresses(of: url.host)
        try policy.check(url.host, at: addresses)
        var failure = OutboundError(.unreachable, "\(url) cannot be reached")
        for address in addresses {
            try Task.checkCancellation()
            do {
                return try await PinnedExchange(request: request, url: url, address: address, issuers: issuers).run()
            } catch let error as OutboundError where error.code == .unreachable {
                failure = error
            }
        }
        throw failure
    }

    private func withTimeout(
        _ timeout: Duration, _ url: OutboundURL, _ body: @escaping @Sendable () async throws -> OutboundResponse
    ) async throws -> OutboundResponse {
        try await withThrowingTaskGroup(of: OutboundResponse.self) { group in
            group.addTask { try await body() }
            group.addTask { [clock] in
                try await clock.sleep(for: timeout)
                throw OutboundError(.timeout, "\(url) did not answer within \(timeout / .seconds(1)) s")
            }
            defer { group.cancelAll() }
            guard let response = try await group.next() else { throw CancellationError() }
            return response
        }
    }
}
