/// The addresses that begin with the same bits, such as `10.0.0.0/8`.
package struct AddressRange: Sendable, Hashable, CustomStringConvertible {
    private let base: IPAddress
    private let length: Int

    /// An address, or an address and how many of its first bits count; nil for everything else.
    package init?(_ text: String) {
        let parts = text.split(separator: "/", omittingEmptySubsequences: false)
        guard parts.count <= 2, let first = parts.first, let base = IPAddress(String(first)) else { return nil }
        var length = base.family.bits
        if parts.count == 2 {
            guard !parts[1].isEmpty, parts[1].count <= 3, parts[1].utf8.allSatisfy({ (0x30...0x39).contains($0) }),
                let bits = Int(parts[1]), bits <= base.family.bits
            else { return nil }
            length = bits
        }
        let mask = Self.mask(length, of: base.family)
        self.base = base.family == .v4 ? IPAddress(v4: UInt32(base.bits & mask)) : IPAddress(v6: base.bits & mask)
        self.length = length
    }

    package func contains(_ address: IPAddress) -> Bool {
        address.family == base.family && address.bits & Self.mask(length, of: base.family) == base.bits
    }

    package var description: String { "\(base)/\(length)" }

    private static func mask(_ length: Int, of family: IPAddress.Family) -> UInt128 {
        let all = family == .v4 ? UInt128(UInt32.max) : UInt128.max
        return all ^ (length == family.bits ? 0 : all >> UInt128(length))
    }
}
