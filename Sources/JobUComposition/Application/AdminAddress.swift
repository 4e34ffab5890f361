import JobUAdmin

/// The rule for the admin's address: reachable from other machines only if a login is possible.
enum AdminAddress {
    /// - Throws: `StartError` where others can reach the pages, by their address or through a proxy, while there are no users.
    static func check(_ admin: AdminSettings, hasUsers: Bool) throws {
        guard !hasUsers else { return }
        guard isLoopback(admin.configuration.host) else {
            throw StartError.configuration(
                "admin.yaml: admin.host is '\(admin.configuration.host)', which other machines can reach, but no user exists; "
                    + "add an admin first: jobu user add NAME (or listen on 127.0.0.1)")
        }
        guard !admin.configuration.isProxyTrustedToAuthenticate, let sign = signOfProxy(admin) else { return }
        throw StartError.configuration(
            "admin.yaml: \(sign), so the pages are reachable through a proxy, but no user exists; add an admin first: "
                + "jobu user add NAME (or, if the proxy authenticates its users as admins, set admin.proxy_authenticates: true)"
        )
    }

    /// What says that a proxy stands before the admin; nil where nothing does.
    private static func signOfProxy(_ admin: AdminSettings) -> String? {
        if let proxy = admin.trustedProxies.first { return "admin.trusted_proxies names '\(proxy.text)'" }
        return admin.configuration.allowedHosts.first { !isLoopback($0.lowercased()) }.map { "admin.allowed_hosts names '\($0)'" }
    }

    /// An IPv6 address needs brackets in a URL.
    static func urlHost(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
    }

    private static func isLoopback(_ host: String) -> Bool {
        if ["localhost", "::1", "[::1]"].contains(host) { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
