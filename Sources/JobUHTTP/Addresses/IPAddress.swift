import Foundation

/// An address of IPv4 or IPv6, as a number.
package struct IPAddress: Sendable, Hashable, CustomStringConvertible {
    package enum Family: Sendable, Hashable {
        case v4, v6

        var bits: Int { self == .v4 ? 32 : 128 }
    }

    package let family: Family
    /// The address as a number; of IPv4 the lowest 32 bits.
    package let bits: UInt128

    package init(v4 bits: UInt32) {
        family = .v4
        self.bits = UInt128(bits)
    }

    package init(v6 bits: UInt128) {
        family = .v6
        self.bits = bits
    }

    /// The usual spelling of an address, such as `10.0.0.1` or `::1`; nil for everything else, odd spellings included.
    package init?(_ text: String) {
        var v4 = in_addr()
        var v6 = in6_addr()
        if text.utf8.contains(0) { return nil }
        if inet_pton(AF_INET, text, &v4) == 1 {
            self.init(v4: UInt32(bigEndian: v4.s_addr))
        } else if inet_pton(AF_INET6, text, &v6) == 1 {
            self.init(bytes: withUnsafeBytes(of: v6) { Array($0) })
        } else {
            return nil
        }
    }

    /// - Parameter bytes: 16 of them, the highest first.
    init(bytes: [UInt8]) {
        self.init(v6: bytes.reduce(0) { $0 << 8 | UInt128($1) })
    }

    /// The 32 bits that end `places` above the lowest, as an address of IPv4.
    func embedded(above places: Int) -> IPAddress {
        IPAddress(v4: UInt32(truncatingIfNeeded: bits >> UInt128(places)))
    }

    package var description: String {
        switch family {
        case .v4:
            stride(from: 24, through: 0, by: -8).map { "\(UInt8(truncatingIfNeeded: bits >> UInt128($0)))" }.joined(separator: ".")
        case .v6: canonicalV6
        }
    }

    private var canonicalV6: String {
        let bytes = stride(from: 120, through: 0, by: -8).map { UInt8(truncatingIfNeeded: bits >> UInt128($0)) }
        var text = [CChar](repeating: 0, count: Int(INET6_ADDRSTRLEN))
        inet_ntop(AF_INET6, bytes, &text, socklen_t(text.count))
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }
}
