import JobUBuiltins
package import JobUDatabase

/// `worker.builtin.http:` of worker.yaml: the hosts that jobs can call, and with which secrets.
package struct HTTPSettings: Sendable, Equatable {
    /// A secret that jobs can send in a header without reading it.
    package struct NamedSecret: Sendable, Equatable {
        package var value: Secret
        /// The hosts it may be sent to; nil for all that may be called.
        package var hosts: [String]?
    }

    /// Hosts, `*.` and a host for all below it, addresses, ranges of addresses; `*` for every public host.
    package var hosts: [String]
    /// Whether the hosts of the list may be at loopback and private addresses.
    package var allowPrivateAddresses = false
    package var secrets: [String: NamedSecret] = [:]
    /// The maximum number of bytes of a response body in a job's result.
    package var responseBytesMax = HTTPRules.responseBytesMaxUsual

    package init(hosts: [String]) {
        self.hosts = hosts
    }
}

enum HTTPKey: String, SettingsKey {
    case hosts, secrets
    case allowPrivateAddresses = "allow_private_addresses"
    case responseBytesMax = "response_bytes_max"
}

enum HTTPSecretKey: String, SettingsKey { case value, file, hosts }

extension HTTPSettings {
    private static let hostRule = "a host (api.example.com), all hosts below one (*.example.com), addresses (10.1.2.3, 10.0.0.0/8) or '*'"

    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<HTTPKey>(section)
        self.init(hosts: try reader.allowList(.hosts, Self.hostRule, Self.isHost))
        allowPrivateAddresses = try reader.bool(.allowPrivateAddresses, default: allowPrivateAddresses)
        responseBytesMax = try reader.int(.responseBytesMax, in: 0...1_048_576, default: responseBytesMax)
        for (name, section) in try reader.section(.secrets).subsections() {
            guard (1...100).contains(name.count), name.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || "_-.".contains($0)) })
            else { throw section.place.error("a secret's name must be 1 to 100 characters: letters A-Z and a-z, digits, _, - and .") }
            secrets[name] = try NamedSecret(section, Self.hostRule)
        }
    }

    /// Whether the text looks like one: without scheme, port and path, which are the usual slips.
    fileprivate static func isHost(_ text: String) -> Bool {
        if text == "*" { return true }
        let host = text.hasPrefix("*.") ? text.dropFirst(2) : text[...]
        let isAddress = host.contains("/") || host.split(separator: ":", omittingEmptySubsequences: false).count > 2
        let signs = isAddress ? ".:/[]" : ".-_"
        return !host.isEmpty && host.allSatisfy { $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) }
            && !host.contains("//")
    }
}

extension HTTPSettings.NamedSecret {
    fileprivate init(_ section: SettingsSection, _ hostRule: String) throws(ConfigurationError) {
        let reader = try SettingsReader<HTTPSecretKey>(section)
        guard let value = try reader.secret(.value, orFile: .file) else {
            throw section.place.error("must have a 'value' or a 'file'")
        }
        let isHeader = value.reveal().unicodeScalars.allSatisfy { $0.value >= 0x20 && $0.value != 0x7F }
        guard isHeader else { throw section.place.error("contains a line break or another control character, which a header cannot carry") }
        self.init(value: value, hosts: try reader.texts(.hosts, hostRule, HTTPSettings.isHost))
    }
}
