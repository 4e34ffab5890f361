/// `admin:` of admin.yaml.
package struct AdminSettings: Sendable, Equatable {
    /// The other origins whose pages may call the REST API from a browser.
    package struct CORS: Sendable, Equatable {
        /// `https://host[:port]` each, or `*`; empty for none.
        package var allowOrigins: [String] = []
        /// Whether those pages may use the user's session. Never with `*`.
        package var allowCredentials = false
        package var allowMethods = ["*"]
        package var allowHeaders = ["*"]

        package init() {}
    }

    /// Where certificate and key lie, each a PEM file.
    package struct TLS: Sendable, Equatable {
        package var certificate: PlacedText
        package var key: PlacedText

        package init(certificate: PlacedText, key: PlacedText) {
            self.certificate = certificate
            self.key = key
        }
    }

    /// The limits of connections: their number and their time.
    package struct Connections: Sendable, Equatable {
        package var total = 2_000
        package var perAddress = 256
        /// Without a request.
        package var idleTimeout: Duration = .seconds(30)
        /// Until a request has arrived whole.
        package var requestTimeout: Duration = .seconds(30)

        package init() {}
    }

    package var database: String
    package var host = "127.0.0.1"
    /// 0 for any free port.
    package var port = 8080
    /// The path below which a proxy shows the pages, such as `/jobu`; nil for the root of a host.
    package var basePath: PlacedText?
    package var cors = CORS()
    package var connections = Connections()
    /// Names a request's `Host` may carry besides the address served on; empty for no check beyond that.
    package var allowedHosts: [String] = []
    /// Nil to serve plain HTTP.
    package var tls: TLS?
    /// Addresses and networks of proxies whose X-Forwarded-For and -Proto count.
    package var trustedProxies: [PlacedText] = []
    /// Whether the proxy authenticates its users as admins, so that JobU needs no users.
    package var proxyAuthenticates = false
    /// Whether `/metrics` needs no login.
    package var hasPublicMetrics = false
    /// A folder with the files of Swagger UI for `/docs`; nil for the plain list.
    package var swaggerUI: PlacedText?
    /// The lifetime of a session after its login and after its last use.
    package var sessionLifetime: Duration = .seconds(7 * 86_400)
    package var sessionIdle: Duration = .seconds(12 * 3_600)

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

enum ConnectionKey: String, SettingsKey {
    case max
    case maxPerAddress = "max_per_address"
    case idleTimeoutSeconds = "idle_timeout_seconds"
    case requestTimeoutSeconds = "request_timeout_seconds"
}

enum CORSKey: String, SettingsKey {
    case allowOrigins = "allow_origins"
    case allowCredentials = "allow_credentials"
    case allowMethods = "allow_methods"
    case allowHeaders = "allow_headers"

    static var otherSpellings: [String: CORSKey] { ["origins": .allowOrigins] }
}

extension AdminSettings {
    init(_ section: SettingsSection, databases: [String]) throws(ConfigurationError) {
        let reader = try SettingsReader<AdminKey>(section)
        self.init(database: try reader.database(.database, among: databases))
        host = try reader.host(.host, default: host)
        port = try reader.int(.port, in: 0...65_535, default: port)
        basePath = try reader.value(.basePath).flatMap { ["", "/"].contains($0.text) ? nil : PlacedText($0) }
        cors = try CORS(reader.section(.cors))
        connections = try Connections(reader.section(.connections))
        allowedHosts = try reader.texts(.allowedHosts) ?? allowedHosts
        if reader.has(.tls) { tls = try TLS(reader.section(.tls)) }
        trustedProxies = try reader.values(.trustedProxies)?.map(PlacedText.init) ?? trustedProxies
        proxyAuthenticates = try reader.bool(.proxyAuthenticates, default: proxyAuthenticates)
        hasPublicMetrics = try reader.bool(.publicMetrics, default: hasPublicMetrics)
        swaggerUI = try Self.swaggerUI(reader)
        sessionLifetime = .seconds(3_600 * (try reader.int(.sessionHours, in: 1...8_760, default: 168)))
        sessionIdle = .seconds(60 * (try reader.int(.sessionIdleMinutes, in: 1...525_600, default: 720)))
        _ = try reader.bool(.debug, default: false)
        reader.warnWithoutEffect(.debug, because: "code is not reloaded")
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

extension AdminSettings.Connections {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<ConnectionKey>(section)
        self.init()
        total = try reader.int(.max, in: 8...60_000, default: total)
        perAddress = try reader.int(.maxPerAddress, in: 4...60_000, default: min(perAddress, total))
        guard perAddress <= total else { throw reader.place(of: .maxPerAddress).error("must be at most max, which is \(total)") }
        idleTimeout = try reader.seconds(.idleTimeoutSeconds, in: .seconds(1)...(.seconds(3_600)), default: idleTimeout)
        requestTimeout = try reader.seconds(.requestTimeoutSeconds, in: .seconds(1)...(.seconds(3_600)), default: requestTimeout)
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

extension AdminSettings.CORS {
    init(_ section: SettingsSection) throws(ConfigurationError) {
        let reader = try SettingsReader<CORSKey>(section)
        self.init()
        for origin in try reader.values(.allowOrigins) ?? [] {
            guard origin.text == "*" || Self.isOrigin(origin.text) else {
                throw origin.refused("must be '*' or an origin like https://example.com, without a path")
            }
            allowOrigins.append(origin.text)
        }
        allowMethods = try Self.methods(reader) ?? allowMethods
        allowHeaders = try Self.headers(reader) ?? allowHeaders
        allowCredentials = try reader.bool(.allowCredentials, default: allowCredentials)
        if allowCredentials, allowOrigins.contains("*") {
            // Any page in the world could act as the logged-in user.
            allowCredentials = false
            reader.warnWithoutEffect(.allowCredentials, because: "any origin ('*') is allowed; name the origins")
        }
    }

    private static func methods(_ reader: SettingsReader<CORSKey>) throws(ConfigurationError) -> [String]? {
        guard let values = try reader.values(.allowMethods) else { return nil }
        let known = ["*", "GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS"]
        for value in values where !known.contains(value.text.uppercased()) {
            throw value.refused("must be '*' or one of \(known.dropFirst().joined(separator: ", ")), the methods of the API")
        }
        return values.map { $0.text.uppercased() }
    }

    private static func headers(_ reader: SettingsReader<CORSKey>) throws(ConfigurationError) -> [String]? {
        guard let values = try reader.values(.allowHeaders) else { return nil }
        let signs = "!#$%&'*+-.^_`|~"
        for value in values where !value.text.allSatisfy({ $0.isASCII && ($0.isLetter || $0.isNumber || signs.contains($0)) }) {
            throw value.refused("must be '*' or the name of a request header such as Content-Type")
        }
        return values.map(\.text)
    }

    private static func isOrigin(_ text: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: text.hasPrefix) else { return false }
        let rest = text.dropFirst(scheme.count)
        return !rest.isEmpty && !rest.contains { "/?#@* ".contains($0) }
    }
}
