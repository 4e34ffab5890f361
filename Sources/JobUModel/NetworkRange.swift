import Foundation

/// An IP address, as bytes: four or sixteen.
package struct IPAddress: Sendable, Hashable {
    package let bytes: [UInt8]

    /// Reads `192.0.2.7` or `2001:db8::7`, without zone or brackets; an IPv4 address in IPv6 clothes is an IPv4 address.
    package init?(_ text: String) {
        guard !text.utf8.contains(0) else { return nil }
        var four = in_addr()
        var six = in6_addr()
        if inet_pton(AF_INET, text, &four) == 1 {
            bytes = withUnsafeBytes(of: &four) { Array($0) }
        } else if inet_pton(AF_INET6, text, &six) == 1 {
            let all = withUnsafeBytes(of: &six) { Array($0) }
            bytes = all.prefix(12) == [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xFF, 0xFF] ? Array(all.suffix(4)) : all
        } else {
            return nil
        }
    }
}

/// A network such as `10.0.0.0/8`, or a single address.
package struct NetworkRange: Sendable, Hashable {
    private let start: IPAddress
    private let bits: Int

    /// Nil for what is neither an address nor a network.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let start = IPAddress(String(parts[0])) else { return nil }
        let whole = start.bytes.count * 8
        guard let bits = parts.count == 2 ? Int(parts[1]) : whole, (0...whole).contains(bits) else { return nil }
        self.start = start
        self.bits = bits
    }

    package func contains(_ address: IPAddress) -> Bool {
        guard address.bytes.count == start.bytes.count else { return false }
        return zip(start.bytes, address.bytes).enumerated().allSatisfy { index, pair in
            let covered = min(8, max(0, bits - index * 8))
            let mask = UInt8(truncatingIfNeeded: 0xFF00 >> covered)
            return pair.0 & mask == pair.1 & mask
        }
    }
}
