import JobUConfiguration

/// Where the pages may be served: to others only when somebody can log in.
enum AdminAddress {
    /// - Throws: `StartError` for an address that others can reach while there are no users.
    static func check(_ admin: AdminSettings, hasUsers: Bool) throws {
        guard !isLoopback(admin.host), !hasUsers else { return }
        throw StartError.configuration(
            "admin.yaml: admin.host is '\(admin.host)', which other machines can reach, and there is no user yet who could log in; "
                + "add an admin first: jobu user add NAME (or listen on 127.0.0.1)")
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
