/// Where an address leads, after the registries of special addresses of IANA.
package enum AddressKind: String, Sendable {
    case `public` = "public"
    case loopback = "loopback"
    case `private` = "private"
    case linkLocal = "link-local"
    case multicast = "multicast"
    case unspecified = "unspecified"
    case reserved = "reserved"

    package init(_ address: IPAddress) {
        self = Self.kind(of: address)
    }

    private static func kind(of address: IPAddress) -> AddressKind {
        if let embedded = embeddedAddress(in: address) { return kind(of: embedded) }
        if let special = table.first(where: { $0.range.contains(address) }) { return special.kind }
        // Of IPv6 only this part is given to anybody.
        return address.family == .v4 || globalUnicast?.contains(address) == true ? .public : .reserved
    }

    /// The address of IPv4 that a translator on the way, or this machine, would make of one of IPv6.
    private static func embeddedAddress(in address: IPAddress) -> IPAddress? {
        guard address.family == .v6 else { return nil }
        // `::` and `::1` have a kind of their own.
        if address.bits > 1, carriers.contains(where: { $0.contains(address) }) { return address.embedded(above: 0) }
        if sixToFour?.contains(address) == true { return address.embedded(above: 80) }
        // ISATAP: any network, then 5efe and the address.
        let middle = UInt32(truncatingIfNeeded: address.bits >> 32)
        return middle & 0xFDFF_FFFF == 0x5EFE ? address.embedded(above: 0) : nil
    }

    /// Mapped, compatible and translated addresses, and those of NAT64.
    private static let carriers = ["::ffff:0:0/96", "::/96", "::ffff:0:0:0/96", "64:ff9b::/96"].compactMap { AddressRange($0) }
    private static let sixToFour = AddressRange("2002::/16")
    private static let globalUnicast = AddressRange("2000::/3")

    private static let table: [(range: AddressRange, kind: AddressKind)] = [
        ("0.0.0.0/8", .unspecified), ("10.0.0.0/8", .private), ("100.64.0.0/10", .private), ("127.0.0.0/8", .loopback),
        ("169.254.0.0/16", .linkLocal), ("172.16.0.0/12", .private), ("192.0.0.0/24", .reserved), ("192.0.2.0/24", .reserved),
        ("192.88.99.0/24", .reserved), ("192.168.0.0/16", .private), ("198.18.0.0/15", .private), ("198.51.100.0/24", .reserved),
        ("203.0.113.0/24", .reserved), ("224.0.0.0/4", .multicast), ("240.0.0.0/4", .reserved),
        ("::/128", .unspecified), ("::1/128", .loopback), ("fc00::/7", .private), ("fec0::/10", .private), ("fe80::/10", .linkLocal),
        ("ff00::/8", .multicast), ("2001::/23", .reserved), ("2001:db8::/32", .reserved), ("3fff::/20", .reserved),
    ].compactMap { text, kind in AddressRange(text).map { ($0, kind) } }
}
