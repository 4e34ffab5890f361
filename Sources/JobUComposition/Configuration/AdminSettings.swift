package import JobUAdmin

/// `admin:` of admin.yaml.
package struct AdminSettings: Sendable, Equatable {
    /// Where certificate and key lie, each a PEM file.
    package struct TLS: Sendable, Equatable {
        package var certificate: PlacedText
        package var key: PlacedText

        package init(certificate: PlacedText, key: PlacedText) {
            self.certificate = certificate
            self.key = key
        }
    }

    package var database: String
    /// All that the types here can judge; ``completed()`` adds the rest.
    package var configuration = AdminConfiguration()
    /// The path below which a proxy shows the pages, such as `/jobu`; nil for the root of a host.
    package var basePath: PlacedText?
    /// Nil to serve plain HTTP.
    package var tls: TLS?
    /// Addresses and networks of proxies whose X-Forwarded-For and -Proto count.
    package var trustedProxies: [PlacedText] = []
    /// A folder with the files of Swagger UI for `/docs`; nil for the plain list.
    package var swaggerUI: PlacedText?

    package init(database: String) {
        self.database = database
    }
}

enum AdminKey: String, SettingsKey {
    case database, host, port, debug, cors, tls, connections
    case basePath = "base_path"
    case allowedHosts = "allowed_hosts"
    case trustedProxies = "trusted_proxies"
    case proxyAuthenticates = "proxy_authenticates"
    case publicMetrics = "public_metrics"
    case swaggerUI = "swagger_ui"
    case sessionHours = "session_hours"
    case sessionIdleMinutes = "session_idle_minutes"
}

enum TLSKey: String, SettingsKey { case certificate, key }

extension AdminSettings {
    init(_ section: SettingsSection, databases: [String]) throws(ConfigurationError) {
        let reader = try SettingsReader<AdminKey>(section)
        self.init(database: try reader.database(.database, among: databases))
        try configuration.read(reader)
        basePath = try reader.value(.basePath).flatMap { ["", "/"].contains($0.text) ? nil : PlacedText($0) }
        if reader.has(.tls) { tls = try TLS(reader.section(.tls)) }
        trustedProxies = try reader.values(.trustedProxies)?.map(PlacedText.init) ?? trustedProxies
        swaggerUI = try Self.swaggerUI(reader)
        _ = try reader.bool(.debug, default: false)
        reader.warnWithoutEffect(.debug, because: "JobU does not reload code")
    }
}

extension AdminConfiguration {
    fileprivate mutating func read(_ reader: SettingsReader<AdminKey>) throws(ConfigurationError) {
        host = try reader.host(.host, default: host)
        port = try reader.int(.port, in: 0...65_535, default: port)
        cors = try CORSRules(reader.section(.cors))
        connections = try ConnectionLimits(reader.section(.connections))
        allowedHosts = try reader.texts(.allowedHosts) ?? allowedHosts
        isProxyTrustedToAuthenticate = try reader.bool(.proxyAuthenticates, default: isProxyTrustedToAuthenticate)
        hasPublicMetrics = try reader.bool(.publicMetrics, default: hasPublicMetrics)
        sessionLifetime = try reader.multiple(of: .seconds(3_600), .sessionHours, in: 1...8_760, default: sessionLifetime)
        sessionIdle = try reader.multiple(of: .seconds(60), .sessionIdleMinutes, in: 1...525_600, default: sessionIdle)
    }
}

extension AdminSettings {
    private static func swaggerUI(_ reader: SettingsReader<AdminKey>) throws(ConfigurationError) -> PlacedText? {
        guard let value = try reader.value(.swaggerUI), !["", "off", "false", "no"].contains(value.text.lowercased()) else { return nil }
        guard value.text.lowercased() != "cdn", !value.text.contains("://") else {
            throw value.refused("must be off or a folder on this machine; scripts from other hosts are not loaded")
        }
        return PlacedText(value)
    }
}

extension AdminSettings.TLS {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<TLSKey>(section)
        func file(_ key: TLSKey) throws(ConfigurationError) -> PlacedText {
            guard let value = try reader.value(key) else { throw reader.place(of: key).error("is missing; name a PEM file") }
            do { _ = try TextFile.read(value.text, bytesMax: 1_048_576) } catch { throw value.refused("names a file that \(error)") }
            return PlacedText(value)
        }
        self.init(certificate: try file(.certificate), key: try file(.key))
    }
}
