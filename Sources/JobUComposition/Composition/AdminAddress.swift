import JobUConfiguration

/// Where the pages may be served while there are no logins.
enum AdminAddress {
    /// - Throws: `StartError` for an address that others can reach.
    static func check(_ admin: AdminSettings, roles: Set<Role>) throws {
        guard roles.contains(.admin), !isLoopback(admin.host) else { return }
        throw StartError.configuration(
            "admin.yaml: admin.host is '\(admin.host)', which other machines can reach, and there is no login yet; "
                + "use 127.0.0.1 and put a proxy that asks for a login in front of it")
    }

    /// An IPv6 address needs brackets in a URL.
    static func urlHost(_ host: String) -> String {
        host.contains(":") ? "[\(host)]" : host
    }

    private static func isLoopback(_ host: String) -> Bool {
        if host == "localhost" || host == "::1" { return true }
        let parts = host.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4 && parts[0] == "127" && parts.allSatisfy { UInt8($0) != nil }
    }
}
