package import NIOSSL

/// What TLS is spoken with, whoever calls whom: whoever gets a key later reads nothing that was recorded (forward secrecy).
package enum TLSRules {
    /// What TLS 1.2 may be spoken with. TLS 1.3 has no others.
    private static let suites: [NIOTLSCipher] = [
        .TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256, .TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384,
        .TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384, .TLS_ECDHE_ECDSA_WITH_CHACHA20_POLY1305_SHA256,
        .TLS_ECDHE_RSA_WITH_CHACHA20_POLY1305_SHA256,
    ]

    /// What a client speaks: it wants the certificate of the host's name, from one of the issuers.
    static func client(issuers: NIOSSLTrustRoots) -> TLSConfiguration {
        var made = TLSConfiguration.makeClientConfiguration()
        made.certificateVerification = .fullVerification
        made.trustRoots = issuers
        apply(to: &made)
        return made
    }

    /// Puts the oldest version and the suites in place.
    package static func apply(to configuration: inout TLSConfiguration) {
        configuration.minimumTLSVersion = .tlsv12
        configuration.cipherSuiteValues = suites
    }
}
