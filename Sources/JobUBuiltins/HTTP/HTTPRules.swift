package import JobUHTTP
import JobUHandler
import JobUModel

/// Whom runs of `http` may call, and with which secrets.
package struct HTTPRules: Sendable {
    /// A value of worker.yaml, and the hosts it may be sent to.
    package struct NamedSecret: Sendable {
        let value: String
        let hosts: [OutboundAllowance]?

        /// - Parameter hosts: nil for all that may be called.
        package init(value: String, hosts: [OutboundAllowance]?) {
            self.value = value
            self.hosts = hosts
        }
    }

    /// Networks that are not public, and that `*` stands for as well where they are allowed. Without the link-local ones, where
    /// clouds keep their secrets.
    private static let privateNetworks = ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16", "127.0.0.0/8", "::1", "fc00::/7"]

    /// Bytes of an answer that are kept where nothing else is configured.
    package static let responseBytesMaxUsual = 65_536

    let policy: OutboundPolicy
    let secrets: [String: NamedSecret]
    /// Hides all of them: a server may know one that this request did not send.
    let mask: SecretMask
    /// Whether secrets may be sent without encryption.
    let allowsPlainSecrets: Bool
    /// Bytes of an answer that are kept.
    let responseBytesMax: Int

    /// - Parameters:
    ///   - hosts: nil for every host.
    ///   - allowsPrivateAddresses: whether `hosts` may be at addresses that are not public.
    package init(
        hosts: [OutboundAllowance]?, allowsPrivateAddresses: Bool = false, secrets: [String: NamedSecret] = [:],
        responseBytesMax: Int = responseBytesMaxUsual
    ) {
        let exceptions = hosts ?? Self.privateNetworks.compactMap { OutboundAllowance($0) }
        policy = OutboundPolicy(only: hosts, exceptions: allowsPrivateAddresses ? exceptions : [])
        self.secrets = secrets
        mask = SecretMask(secrets.values.map(\.value))
        allowsPlainSecrets = allowsPrivateAddresses
        self.responseBytesMax = responseBytesMax
    }

    /// The request as it is sent.
    /// - Throws: `HandlerError`, which never holds a secret; `OutboundError` for a URL that is none.
    func request(_ params: HTTPParams, idempotencyKey: String) throws -> OutboundRequest {
        let url = try OutboundURL(params.url)
        var headers = params.headers.sorted { $0.key < $1.key }.map { OutboundHeader($0.key, $0.value) }
        for (header, name) in params.secretHeaders.sorted(by: { $0.key < $1.key }) {
            headers.append(OutboundHeader(header, try secret(name, for: url)))
        }
        func add(_ name: String, _ value: String) {
            if !headers.contains(where: { $0.name.lowercased() == name.lowercased() }) { headers.append(OutboundHeader(name, value)) }
        }
        if case .some = params.json { add("Content-Type", "application/json") }
        if params.body != nil { add("Content-Type", "text/plain; charset=utf-8") }
        if !["GET", "HEAD", "OPTIONS"].contains(params.method.uppercased()) { add("Idempotency-Key", idempotencyKey) }
        let body = params.json?.text ?? params.body
        var request = OutboundRequest(params.method, params.url, headers: headers, body: body.map { Array($0.utf8) })
        request.timeout = params.timeout
        request.responseBytesMax = responseBytesMax
        request.redirectsMax = params.redirectsMax
        return request
    }

    private func secret(_ name: String, for url: OutboundURL) throws(HandlerError) -> String {
        guard let secret = secrets[name] else {
            let known = secrets.keys.sorted().joined(separator: ", ")
            throw .permanent(
                "the secret '\(name.prefix(100))' is not in worker.builtin.http.secrets of worker.yaml; known: \(known.isEmpty ? "none" : known)"
            )
        }
        guard secret.hosts?.contains(where: { $0.covers(url.host) }) ?? true else {
            throw .permanent("the secret '\(name)' must not be sent to the host '\(url.host)' (worker.builtin.http.secrets of worker.yaml)")
        }
        guard url.scheme == .https || allowsPlainSecrets else {
            throw .permanent("the secret '\(name)' is only sent over https://")
        }
        return secret.value
    }
}

extension OutboundAllowance {
    /// Whether it names the host as it stands in the URL.
    fileprivate func covers(_ host: String) -> Bool {
        switch self {
        case .host(let pattern): pattern.matches(host)
        case .addresses(let range): IPAddress(host).map(range.contains) ?? false
        }
    }
}
