/// A host by its name: one, `api.example.com`, or all below one, `*.example.com`.
package struct HostPattern: Sendable, Hashable, CustomStringConvertible {
    private let name: String
    private let isBelow: Bool

    /// Nil for what is no name of a host. Capital letters and a dot at the end make no difference.
    package init?(_ text: String) {
        isBelow = text.hasPrefix("*.")
        guard let name = HostName.canonical(String(text.dropFirst(isBelow ? 2 : 0))), IPAddress(name) == nil else { return nil }
        self.name = name
    }

    /// - Parameter host: in its canonical spelling.
    package func matches(_ host: String) -> Bool {
        isBelow ? host.hasSuffix("." + name) : host == name
    }

    package var description: String { isBelow ? "*." + name : name }
}

/// The spelling of a host that everything else is compared with.
enum HostName {
    /// In small letters and without the dot at the end; nil where a resolver, a server and a reader might not agree on what it names.
    static func canonical(_ text: String) -> String? {
        var name = text.lowercased()
        if name.hasSuffix("."), name.count > 1 { name.removeLast() }
        let labels = name.split(separator: ".", omittingEmptySubsequences: false)
        let isSound = labels.allSatisfy { label in
            (1...63).contains(label.utf8.count)
                && label.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D || $0 == 0x5F }
        }
        return isSound && name.utf8.count <= 253 ? name : nil
    }
}
