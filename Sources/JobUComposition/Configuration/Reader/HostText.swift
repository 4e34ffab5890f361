import Foundation

/// A host as settings name it. Messages about one never quote what may hold a password.
enum HostText {
    /// - Returns: a name or an address; an IPv6 address without the brackets it may have.
    /// - Throws: what is wrong with it, and what to write instead.
    static func host(_ value: SettingsValue) throws(ConfigurationError) -> String {
        let text = value.text
        guard !text.isEmpty else { throw value.place.error("must not be empty") }
        try refuseURL(value, "a host name")
        if text.hasPrefix("[") { return try bracketed(value) }
        switch text.count(where: { $0 == ":" }) {
        case 0: break
        case 1:
            let port = text.split(separator: ":", omittingEmptySubsequences: false)[1]
            guard !port.isEmpty, port.allSatisfy(\.isNumber) else { throw value.refused("must be a host name or an address") }
            throw value.refused("takes a host name without a port; write 'port: \(port)' beside it")
        default:
            guard isIPv6(text) else { throw value.refused("must be a host name or an address") }
            return text
        }
        guard !text.contains("/") else {
            throw value.refused("must be a host name or an address; a Unix socket goes into 'options.socket'")
        }
        guard text.allSatisfy({ $0.isLetter || $0.isNumber || ".-_,*".contains($0) }) else {
            throw value.refused("must be a host name or an address")
        }
        return text
    }

    /// - Parameter what: what is to be written instead.
    static func refuseURL(_ value: SettingsValue, _ what: String) throws(ConfigurationError) {
        guard value.text.contains("://") || value.text.contains("@") else { return }
        throw value.place.error("takes \(what), not a URL; write the rest of the URL in separate keys")
    }

    private static func bracketed(_ value: SettingsValue) throws(ConfigurationError) -> String {
        let parts = value.text.dropFirst().split(separator: "]", maxSplits: 1, omittingEmptySubsequences: false)
        guard parts.count == 2, isIPv6(parts[0]) else { throw value.refused("must have an IPv6 address in its brackets") }
        guard parts[1].isEmpty else {
            throw value.refused("takes an address without a port; write '\(parts[0])', and the port as 'port' beside it")
        }
        return String(parts[0])
    }

    private static func isIPv6(_ text: some StringProtocol) -> Bool {
        // A zone may follow, as in fe80::1%eth0.
        let address = text.split(separator: "%", maxSplits: 1, omittingEmptySubsequences: false)[0]
        var parsed = in6_addr()
        return inet_pton(AF_INET6, String(address), &parsed) == 1
    }
}
