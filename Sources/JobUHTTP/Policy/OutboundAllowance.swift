/// An entry of a list of what may be called: hosts by name, or addresses.
package enum OutboundAllowance: Sendable, Hashable, CustomStringConvertible {
    case host(HostPattern)
    case addresses(AddressRange)

    /// What an entry may look like, for messages.
    package static let forms = "a host (api.example.com), all hosts below one (*.example.com) or addresses (10.1.2.3, 10.0.0.0/8)"

    /// `api.example.com`, `*.example.com`, `10.1.2.3`, `10.0.0.0/8`, `::1`, `[::1]`; nil for everything else.
    package init?(_ text: String) {
        let bare = text.hasPrefix("[") && text.hasSuffix("]") ? String(text.dropFirst().dropLast()) : text
        if let range = AddressRange(bare) {
            self = .addresses(range)
        } else if let pattern = HostPattern(text) {
            self = .host(pattern)
        } else {
            return nil
        }
    }

    package var description: String {
        switch self {
        case .host(let pattern): "\(pattern)"
        case .addresses(let range): "\(range)"
        }
    }
}
