import JobUAdmin
import JobUModel

extension AdminSettings {
    /// The configuration with what the admin itself judges: path, networks, certificate and folder.
    /// - Throws: `ConfigurationError` that points at the value.
    func completed() throws -> AdminConfiguration {
        var configuration = configuration
        if let basePath {
            guard let base = BasePath(basePath.text) else {
                throw basePath.refused("must be a path such as /jobu, of letters, digits and - . _ ~, and none of our own such as /jobs")
            }
            configuration.basePath = base
        }
        configuration.trustedProxies = try trustedProxies.map { proxy in
            guard let range = NetworkRange(proxy.text) else {
                throw proxy.refused("must be an IP address or a network like 10.0.0.0/8, found '\(proxy.text)'")
            }
            return range
        }
        configuration.tls = try tls.map { try AdminTLS($0) }
        configuration.swaggerUI = try swaggerUI.map { try SwaggerUI($0) }
        return configuration
    }
}

extension AdminTLS {
    /// - Throws: `ConfigurationError` that points at the file's name.
    fileprivate init(_ settings: AdminSettings.TLS) throws {
        do {
            try self.init(certificate: settings.certificate.text, key: settings.key.text)
        } catch {
            throw (error.file == .certificate ? settings.certificate : settings.key).refused(error.problem)
        }
    }
}

extension SwaggerUI {
    /// - Throws: `ConfigurationError` that points at the folder's name.
    fileprivate init(_ folder: PlacedText) throws {
        do {
            try self.init(folder: folder.text)
        } catch {
            throw folder.refused(error.problem)
        }
    }
}
