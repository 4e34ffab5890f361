import Foundation
import JobUModel

/// Where a request really comes from. What a proxy says of it counts only where the proxy is one we are told to trust: anybody can
/// write these headers.
struct ClientAddress: Sendable, Equatable {
    let text: String
    /// What a limit counts: a network of IPv6 is one customer, with more addresses than could be counted.
    let bucket: String
    /// The /48 network of an IPv6 address; nil for others.
    let network: String?
    /// Whether the browser's own connection is TLS.
    let isSecure: Bool
    /// Whether the request comes from a program of this machine itself, and no proxy says that it hands it on.
    let isDirect: Bool

    /// - Parameters:
    ///   - peer: the other end of the connection.
    ///   - forwardedFor: `X-Forwarded-For`, all of them in their order.
    ///   - forwardedProto: `X-Forwarded-Proto`.
    ///   - isForwarded: whether any field of a proxy is there.
    init(
        peer: String?, isTLS: Bool, forwardedFor: [String], forwardedProto: String?, trusted: [NetworkRange], isForwarded: Bool = false
    ) {
        func isTrusted(_ text: String) -> Bool {
            IPAddress(text).map { address in trusted.contains { $0.contains(address) } } ?? false
        }
        var address = peer ?? "unknown"
        var isSecure = isTLS
        if isTrusted(address) {
            isSecure = isTLS || forwardedProto?.lowercased() == "https"
            // From the right, which the nearest proxy has written, to the first that no trusted proxy vouches for.
            let hops = forwardedFor.joined(separator: ",").split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
            for hop in hops.reversed() {
                guard IPAddress(hop) != nil else { break }
                address = hop
                if !isTrusted(hop) { break }
            }
        }
        text = address
        isDirect = !isForwarded && peer.map(Self.isLoopback) ?? true
        self.isSecure = isSecure
        bucket = Self.bucket(of: address)
        network = Self.network(of: address, bytes: 6)
    }

    private static func isLoopback(_ text: String) -> Bool {
        guard let bytes = IPAddress(text)?.bytes else { return false }
        return bytes.count == 4 ? bytes[0] == 127 : bytes == Array(repeating: 0, count: 15) + [1]
    }

    /// What limits count for an address: itself, or its /64 network of IPv6.
    static func bucket(of address: String) -> String {
        network(of: address, bytes: 8) ?? address
    }

    /// The network of an IPv6 address; nil for others.
    private static func network(of address: String, bytes count: Int) -> String? {
        guard let bytes = IPAddress(address)?.bytes, bytes.count == 16 else { return nil }
        return bytes.prefix(count).map { String($0, radix: 16) }.joined(separator: ":") + "/\(count * 8)"
    }
}
