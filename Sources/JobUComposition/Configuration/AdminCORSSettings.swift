import JobUAdmin

enum CORSKey: String, SettingsKey {
    case allowOrigins = "allow_origins"
    case allowCredentials = "allow_credentials"
    case allowMethods = "allow_methods"
    case allowHeaders = "allow_headers"

    static var otherSpellings: [String: CORSKey] { ["origins": .allowOrigins] }
}

/// `admin.cors:` of admin.yaml.
extension CORSRules {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<CORSKey>(section)
        self.init()
        for origin in try reader.values(.allowOrigins) ?? [] {
            guard origin.text == "*" || Self.isOrigin(origin.text) else {
                throw origin.refused("must be '*' or an origin like https://example.com, without a path")
            }
            origins.append(origin.text)
        }
        methods = try Self.methods(reader) ?? methods
        headers = try Self.headers(reader) ?? headers
        allowsCredentials = try reader.bool(.allowCredentials, default: allowsCredentials)
        if allowsCredentials, origins.contains("*") {
            // Any page in the world could act as the logged-in user.
            allowsCredentials = false
            reader.warnWithoutEffect(.allowCredentials, because: "any origin ('*') is allowed; name the origins")
        }
    }

    private static func methods(_ reader: SettingsReader<CORSKey>) throws(ConfigurationError) -> [String]? {
        guard let values = try reader.values(.allowMethods) else { return nil }
        let known = ["*", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
        for value in values where !known.contains(value.text.uppercased()) {
            throw value.refused("must be '*' or one of \(known.dropFirst().joined(separator: ", ")), which are all the API has")
        }
        let methods = values.map { $0.text.uppercased() }
        return methods.contains("*") ? nil : methods
    }

    private static func headers(_ reader: SettingsReader<CORSKey>) throws(ConfigurationError) -> [String]? {
        guard let values = try reader.values(.allowHeaders) else { return nil }
        let signs = "!#$%&'*+-.^_`|~"
        for value in values where !value.text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) }) {
            throw value.refused("must be '*' or the name of a request header such as Content-Type")
        }
        return values.contains { $0.text == "*" } ? nil : values.map(\.text)
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
        let rest = text.dropFirst(scheme.count)
        return !rest.isEmpty && !rest.contains { "/?#@* ".contains($0) }
    }
}
