import Foundation

/// The URL of a request, taken apart and put together anew, so that what was checked is what is called.
package struct OutboundURL: Sendable, Hashable, CustomStringConvertible {
    package enum Scheme: String, Sendable { case http, https }

    /// Longer ones are refused.
    package static let lengthMax = 8_192

    package let scheme: Scheme
    /// In small letters, without brackets and without a dot at the end.
    package let host: String
    package let port: Int
    /// Path and query as they are sent.
    let target: String

    /// - Throws: `OutboundError` that says what is wrong, without showing more of the URL than its host.
    package init(_ text: String) throws(OutboundError) {
        func refuse(_ why: String) -> OutboundError { OutboundError(.badRequest, "the URL \(why)") }
        guard text.utf8.count <= Self.lengthMax else { throw refuse("is longer than \(Self.lengthMax) bytes") }
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F || $0 == "\\" }) else {
            throw refuse("holds a space, a control character or a backslash")
        }
        guard let parts = URLComponents(string: text), let word = parts.scheme?.lowercased() else {
            throw refuse("is none; it must look like https://example.com/path")
        }
        guard let scheme = Scheme(rawValue: word) else { throw refuse("must begin with http:// or https://, not \(word):") }
        guard parts.user == nil, parts.password == nil else {
            throw refuse("must not hold a name or password; send them in the header Authorization")
        }
        guard let written = parts.percentEncodedHost, !written.isEmpty else { throw refuse("names no host") }
        guard let host = Self.host(written) else {
            throw refuse("names a host that is not written in plain letters, digits, '-', '_' and '.'; write other letters as xn--…")
        }
        guard (1...65_535).contains(parts.port ?? 80) else { throw refuse("has a port outside of 1 to 65535") }
        self.scheme = scheme
        self.host = host
        port = parts.port ?? (scheme == .http ? 80 : 443)
        let path = parts.percentEncodedPath.isEmpty ? "/" : parts.percentEncodedPath
        target = path + (parts.percentEncodedQuery.map { "?" + $0 } ?? "")
    }

    /// Where a redirect leads.
    /// - Throws: as `init`.
    func following(_ location: String) throws(OutboundError) -> OutboundURL {
        guard let base = URL(string: text), let next = URL(string: location, relativeTo: base) else {
            throw OutboundError(.badRequest, "the redirect leads to no URL")
        }
        return try OutboundURL(next.absoluteString)
    }

    /// Whether credentials for the one may be shown to the other.
    func isSameOrigin(as other: OutboundURL) -> Bool {
        scheme == other.scheme && host == other.host && port == other.port
    }

    /// The whole of it, as it is called.
    var text: String { origin + target }

    /// Without path and query, which may hold secrets.
    package var description: String { origin }

    private var origin: String {
        "\(scheme.rawValue)://\(host.contains(":") ? "[\(host)]" : host):\(port)"
    }

    private static func host(_ written: String) -> String? {
        if written.hasPrefix("["), written.hasSuffix("]") {
            let address = IPAddress(String(written.dropFirst().dropLast()))
            return address.flatMap { $0.family == .v6 ? "\($0)" : nil }
        }
        return HostName.canonical(written)
    }
}
