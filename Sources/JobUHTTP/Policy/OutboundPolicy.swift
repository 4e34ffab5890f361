/// Where a process may send requests to: the decision, without any network.
package struct OutboundPolicy: Sendable, Hashable {
    /// The only hosts and addresses that may be called; nil for all that are public.
    package var only: [OutboundAllowance]?
    /// What may be called although it is not public. A host's name opens loopback and private addresses; the others, such as the
    /// link-local one where clouds keep their secrets, only an entry of addresses does.
    package var exceptions: [OutboundAllowance]

    package init(only: [OutboundAllowance]? = nil, exceptions: [OutboundAllowance] = []) {
        self.only = only
        self.exceptions = exceptions
    }

    /// Judges a host after its name was resolved.
    /// - Parameters:
    ///   - host: in its canonical spelling.
    ///   - addresses: all of them; one that is refused is enough.
    /// - Throws: `OutboundError`.
    package func check(_ host: String, at addresses: [IPAddress]) throws(OutboundError) {
        guard !addresses.isEmpty else { throw OutboundError(.unresolvable, "the host '\(host)' has no address") }
        for address in addresses {
            if let only, !only.contains(where: { $0.names(host, or: address) }) {
                throw OutboundError(.hostRefused, "the host '\(host)' is not on the list of those that may be called")
            }
            let kind = AddressKind(address)
            guard kind == .public || exceptions.contains(where: { $0.opens(host, address, kind) }) else {
                throw OutboundError(
                    .addressRefused, "the host '\(host)' is at \(address), which is not a public address (\(kind.rawValue))")
            }
        }
    }

    /// Judges a host before its name is resolved, so that names that are refused anyway are not asked for.
    package func checkName(_ host: String) throws(OutboundError) {
        guard let only, IPAddress(host) == nil, !only.contains(where: { $0.mayName(host) }) else { return }
        throw OutboundError(.hostRefused, "the host '\(host)' is not on the list of those that may be called")
    }
}

extension OutboundAllowance {
    fileprivate func names(_ host: String, or address: IPAddress) -> Bool {
        switch self {
        case .host(let pattern): pattern.matches(host)
        case .addresses(let range): range.contains(address)
        }
    }

    fileprivate func mayName(_ host: String) -> Bool {
        switch self {
        case .host(let pattern): pattern.matches(host)
        case .addresses: true
        }
    }

    fileprivate func opens(_ host: String, _ address: IPAddress, _ kind: AddressKind) -> Bool {
        switch self {
        case .host(let pattern): [.loopback, .private].contains(kind) && pattern.matches(host)
        case .addresses(let range): range.contains(address)
        }
    }
}
